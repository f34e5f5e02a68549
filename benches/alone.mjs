// One engine in a process of its own: `alone.mjs cold|memory ENGINE`, from the files of dist/bench.

import { readFile } from 'node:fs/promises';
import { ENGINES, cold, prepared } from '../dist/bench/measure.mjs';

const [, , what, id] = process.argv;
const engine = ENGINES.find((engine) => engine.id === id);
const json = async (name) => JSON.parse(await readFile(`dist/bench/${name}.json`, 'utf8'));
const lines = await json('requests');
const requests = lines.map(prepared);

const resident = () => (globalThis.gc?.(), process.memoryUsage().rss / 2 ** 20);
const before = resident();
const files = {};
for (const name of [...engine.code, ...engine.data]) files[name] = new Uint8Array(await readFile(`dist/bench/${name}`));
if (what === 'cold') {
  console.log(JSON.stringify(await cold(id, files, lines)));
} else {
  const decide = await engine.start(files);
  // What was read is not needed any more, where an engine keeps a copy of its own.
  for (const name of Object.keys(files)) delete files[name];
  for (const request of requests) decide(request);
  console.log(JSON.stringify({ megabytes: resident() - before }));
}
