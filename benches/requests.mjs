// Requests of the bench's own making, where no file of real ones is given: pages on made-up sites call
// hosts that the lists name, hosts of their own and strangers, by ordinary paths. The same each time.

import { rules } from './files.mjs';

const PATHS = ['/', '/js/app.min.js?v=12', '/assets/css/main.css', '/img/products/large-1.jpg', '/api/v2/items?page=3&sort=price', '/pixel.gif?id=8f3a&url=https%3A%2F%2Fshop.example%2F', '/collect?v=1&t=pageview&dl=https%3A%2F%2Fshop.example%2Fboots', '/tag/js/gpt.js', '/static/fonts/text.woff2', '/ads/banner_728x90.png', '/sync?partner=12&uid=4be1', '/cdn/lib/3.1/core.js'];
const TYPES = ['document', 'script', 'stylesheet', 'image', 'xmlhttprequest', 'image', 'xmlhttprequest', 'script', 'font', 'image', 'image', 'script'];

/** mulberry32: enough for a sample, and the same everywhere. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {Buffer} bytes rules.bin */
export function requests(bytes, count = 20_000) {
  const next = random(20261122);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const listed = rules(bytes).map((rule) => /^\|\|([a-z0-9.-]+\.[a-z]{2,})[\^/]/.exec(rule)?.[1]).filter(Boolean);
  const lines = [];
  while (lines.length < count) {
    const site = `site-${Math.floor(next() * 5000)}.example`;
    const source = `https://www.${site}/`;
    for (let place = 0; place < 25; place++) {
      const share = next();
      const host = share < 0.4 ? `static.${site}` : share < 0.7 ? `cdn-${Math.floor(next() * 400)}.stranger.example` : pick(listed);
      const kind = Math.floor(next() * PATHS.length);
      lines.push({ url: `https://${host}${PATHS[kind]}`, source, type: place === 0 ? 'document' : TYPES[kind] });
    }
  }
  return lines;
}
