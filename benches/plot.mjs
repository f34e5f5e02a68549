// The plot beside the table: bars of microseconds per request, in Node and in Chromium.

const WIDTH = 720;
const LEFT = 300;
const text = (x, y, words, anchor = 'start') => `<text x="${x}" y="${y}" text-anchor="${anchor}">${words.replaceAll('&', '&amp;')}</text>`;

/** @param {{ name: string, median: number, chromium?: { median: number } }[]} rows */
export function plot(rows) {
  const most = Math.max(...rows.flatMap(({ median, chromium }) => [median, chromium?.median ?? 0]));
  const bar = (y, value, colour) => {
    const width = ((WIDTH - LEFT - 60) * value) / most;
    return `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="14" fill="${colour}"/>${text(LEFT + width + 6, y + 12, value.toFixed(2))}`;
  };
  const body = rows.map(({ name, median, chromium }, place) => {
    const y = 40 + place * 44;
    return [text(LEFT - 10, y + 18, name, 'end'), bar(y, median, '#2b6cb0'), chromium ? bar(y + 16, chromium.median, '#90b4d8') : ''].join('');
  });
  const height = 50 + rows.length * 44;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" fill="#222">
<rect width="100%" height="100%" fill="#fff"/>
${text(LEFT, 20, 'µs per request, median: Node (dark), Chromium (light); less is better')}
${body.join('\n')}
</svg>
`;
}
