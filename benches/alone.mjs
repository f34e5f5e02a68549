// One engine in a process of its own: `alone.mjs cold|memory ENGINE`, from the files of dist/bench.

import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENGINES, cold, prepared } from '../dist/bench/measure.mjs';

const [, , what, id] = process.argv;
const engine = ENGINES.find((engine) => engine.id === id);
const json = async (name) => JSON.parse(await readFile(`dist/bench/${name}.json`, 'utf8'));
const lines = await json('requests');
const requests = lines.map(prepared);

/**
 * Megabytes that are this process's own, once garbage is gone and the compiler behind it had time to end. On Linux
 * without what it has of files: the more of Node itself an engine runs, the more of Node's program is in the other figure.
 */
async function own() {
  await sleep(500);
  globalThis.gc?.();
  globalThis.gc?.();
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const [, anonymous] = /^RssAnon:\s+(\d+) kB/m.exec(status) ?? [];
  return anonymous === undefined ? process.memoryUsage().rss / 2 ** 20 : Number(anonymous) / 2 ** 10;
}

const before = what === 'memory' ? await own() : 0;
const files = {};
for (const name of [...engine.code, ...engine.data]) files[name] = new Uint8Array(await readFile(`dist/bench/${name}`));
if (what === 'cold') {
  console.log(JSON.stringify(await cold(id, files, lines)));
} else {
  const decide = await engine.start(files);
  // What was read is not needed any more, where an engine keeps a copy of its own.
  for (const name of Object.keys(files)) delete files[name];
  for (const request of requests) decide(request);
  const megabytes = await own() - before;
  console.log(JSON.stringify({ megabytes, linear: decide.memory?.buffer.byteLength / 2 ** 20 }));
}
