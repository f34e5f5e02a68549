// Draws every page from canned answers (`*.json` here) and checks it with axe: light and dark, 320 px,
// 200 % zoom, both languages. Usage: node shoot.mjs DIST OUT [name]: pictures go to OUT, exit 1 on a violation.
import { readFile, readdir, mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const [dist, out, only = ''] = process.argv.slice(2);
if (!dist || !out) throw new Error('usage: node shoot.mjs DIST OUT [name]');
const here = import.meta.dirname;
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NOW = Date.UTC(2026, 10, 21, 15, 30);

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json' };
const server = createServer(async (request, reply) => {
  const path = normalize(new URL(request.url, 'http://x').pathname);
  const body = await readFile(join(dist, path)).catch(() => null);
  reply.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/plain', 'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" });
  reply.end(body);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

const PAGES = [
  ['popup', 'popup.html?tab=7', { width: 360, height: 600 }],
  ['panel', 'panel.html#a1', { width: 380, height: 520 }],
  ['welcome', 'welcome.html', { width: 900, height: 900 }],
  ...['brands', 'brand/northtrail.example', 'ads', 'companies', 'company/Criteo', 'site/7', 'log', 'settings'].map((place) => [
    `dashboard-${place.split('/')[0]}`, `dashboard.html#/${place}`, { width: 1200, height: 900 },
  ]),
];
const LOOKS = [
  ['light', {}], ['dark', { colorScheme: 'dark' }], ['german', { language: 'de' }],
  ['narrow', { width: 320 }], ['double', { zoom: 2 }],
];

const browser = await chromium.launch({ executablePath: process.env.CANDOR_CHROME ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
await mkdir(out, { recursive: true });
let bad = 0;
for (const file of (await readdir(here)).filter((name) => name.endsWith('.json'))) {
  const answers = JSON.parse(await readFile(join(here, file), 'utf8'));
  for (const [page, path, size] of PAGES) {
    for (const [look, { language = 'en', zoom = 1, width = size.width, colorScheme = 'light' }] of LOOKS) {
      const name = `${file.replace('.json', '')}-${page}-${look}`;
      if (!name.includes(only)) continue;
      const messages = JSON.parse(await readFile(join(dist, '_locales', language, 'messages.json'), 'utf8'));
      const context = await browser.newContext({ viewport: { width: Math.round(width / zoom), height: size.height }, deviceScaleFactor: zoom, colorScheme, timezoneId: 'UTC', reducedMotion: 'reduce' });
      const tab = await context.newPage();
      tab.on('pageerror', (error) => (bad++, console.error(`${name}: ${error.message}`)));
      tab.on('console', (line) => line.type() === 'error' && (bad++, console.error(`${name}: ${line.text()}`)));
      await tab.clock.setFixedTime(NOW);
      await tab.addInitScript(stub, { answers, messages, language });
      await tab.goto(`${origin}/${path}`);
      await tab.waitForFunction(() => !document.querySelector('[aria-busy], .bare'));
      if (await tab.locator('[data-test=failed]').count()) (bad++, console.error(`${name}: no answer could be read`));
      await tab.screenshot({ path: join(out, `${name}.png`), fullPage: true });
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) (bad++, console.error(`${name}: ${wide} px wider than the window`));
      await tab.evaluate(axe);
      const { violations } = await tab.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
      for (const { id, help, nodes } of violations) {
        bad++;
        console.error(`${name}: ${id}: ${help}\n  ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join('\n  ')}`);
      }
      await context.close();
    }
  }
}
await browser.close();
server.close();
console.log(bad ? `${bad} complaints` : 'clean');
process.exitCode = bad ? 1 : 0;

/** Stands in for the browser's extension interfaces; runs in the page. */
function stub({ answers, messages, language }) {
  const fill = (text, args = []) => text.replace(/\$(\$|\d)/g, (_, what) => (what === '$' ? '$' : (args[what - 1] ?? '')));
  window.told = [];
  window.chrome = {
    i18n: {
      getMessage: (id, args) => (messages[id] ? fill(messages[id].message, args) : ''),
      getUILanguage: () => (language === 'en' ? 'en-GB' : language),
    },
    runtime: {
      // To whom, what, how: only the middle one is given.
      sendMessage: async (_, { ask }) => {
        if (ask.ask === 'tell') window.told.push(ask.what);
        return answers[ask.ask] ?? { answer: 'gone' };
      },
      getURL: (path) => `/${path}`,
      getManifest: () => ({ optional_permissions: ['sidePanel'] }),
    },
    tabs: { query: async () => [{ id: 7 }] },
    permissions: { contains: async () => true },
  };
}
