// Measures the engines on the same requests, turn by turn in one run; the same in Node and in a page.

import { ENGINES, prepared } from './engines.mjs';

export { ENGINES, prepared };

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];
const at = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * part)];

/**
 * Microseconds per request: each round runs every engine once, so that a busy machine is busy for all.
 * @param {Record<string, Uint8Array>} files
 * @param {{ url: string, source: string, type: string }[]} lines
 * @param {number} rounds
 */
export async function compare(files, lines, rounds) {
  const requests = lines.map(prepared);
  const running = [];
  for (const engine of ENGINES) running.push({ ...engine, decide: await engine.start(files), times: [] });
  const counts = {};
  for (const { id, decide } of running) {
    const verdicts = requests.map((request) => decide(request));
    counts[id] = {
      blocked: verdicts.filter(({ blocked }) => blocked).length,
      named: verdicts.filter(({ blocked, name }) => blocked && name).length,
    };
  }
  for (let round = 0; round < rounds; round++) {
    // Another one begins each time.
    for (let turn = 0; turn < running.length; turn++) {
      const { decide, times } = running[(round + turn) % running.length];
      const start = performance.now();
      for (const request of requests) decide(request);
      times.push(((performance.now() - start) * 1000) / requests.length);
    }
  }
  // Single requests for the 99th percentile: the clock of a page is too coarse, so ten times each.
  const singles = requests.filter((_, place) => place % 7 === 0);
  return running.map(({ id, name, decide, times }, place) => {
    const each = singles.map((request) => {
      const start = performance.now();
      for (let again = 0; again < 10; again++) decide(request);
      return (performance.now() - start) * 100;
    });
    const ratios = times.map((time, round) => time / running[1].times[round]);
    return { id, name, ...counts[id], median: median(times), best: Math.min(...times), p99: at(each, 0.99), ratio: median(ratios), place };
  });
}

/**
 * One cold start: code, data and the first hundred requests, in milliseconds.
 * @param {string} id
 */
export async function cold(id, files, lines) {
  const requests = lines.slice(0, 100).map(prepared);
  const engine = ENGINES.find((engine) => engine.id === id);
  const start = performance.now();
  const decide = await engine.start(files);
  const ready = performance.now();
  for (const request of requests) decide(request);
  return { start: ready - start, first: performance.now() - ready };
}
