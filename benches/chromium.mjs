// The same measurement in a page of a real Chromium, which gets its files from this process.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../tests/package.json', import.meta.url))('playwright-core');

export async function inChromium(bundle, names, lines, rounds) {
  const server = createServer(async ({ url }, answer) => {
    if (url === '/') return answer.setHeader('content-type', 'text/html').end('<!doctype html><title>bench</title>');
    if (url === '/requests') return answer.end(JSON.stringify(lines));
    const script = url === '/measure.mjs';
    if (!script && !names.includes(url.slice(1))) return answer.writeHead(404).end();
    answer.setHeader('content-type', script ? 'text/javascript' : 'application/octet-stream');
    answer.end(await readFile(script ? bundle : `dist/bench/${url.slice(1)}`));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const browser = await chromium.launch({ executablePath: process.env.CANDOR_CHROME, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const rows = await page.evaluate(async ({ names, rounds }) => {
      const { compare } = await import('/measure.mjs');
      const files = {};
      for (const name of names) files[name] = new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer());
      return compare(files, await (await fetch('/requests')).json(), rounds);
    }, { names, rounds });
    const version = browser.version();
    return rows.map((row) => ({ ...row, version }));
  } finally {
    await browser.close();
    server.close();
  }
}
