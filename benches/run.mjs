// `./build.sh bench [FILE]`: the engines side by side in Node and in Chromium, on the same list and
// the same requests (`{url, source, type}` per line; without FILE, requests of benches/requests.mjs).
// Prints the table, and writes it with its plot to docs/bench.md and docs/bench.svg.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { inChromium } from './chromium.mjs';
import { make, read } from './files.mjs';
import { plot } from './plot.mjs';
import { requests } from './requests.mjs';

const ROUNDS = Number(process.env.CANDOR_ROUNDS ?? 11);
const COLD = Number(process.env.CANDOR_COLD ?? 7);
const MEMORY = 5;
const BUNDLE = 'dist/bench/measure.mjs';

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** For memory: what is freed goes back to the system, for every engine, instead of counting until somebody needs it. */
const FREED = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '65536', MALLOC_MMAP_THRESHOLD_: '131072' };

/** One engine in a process of its own: cold start, or how much memory it takes. */
function alone(id, what) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--expose-gc', 'benches/alone.mjs', what, id], {
    encoding: 'utf8',
    env: what === 'memory' ? { ...process.env, ...FREED } : process.env,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const [file] = process.argv.slice(2);
const lines = file
  ? (await readFile(file, 'utf8')).trim().split('\n').map((line) => JSON.parse(line))
  : requests(await readFile('dist/knowledge/rules.bin'));

const names = await make();
// One file for Node and the page, each engine in it: code is read and compiled as a browser would.
await build({ entryPoints: ['benches/measure.mjs'], bundle: true, format: 'esm', outfile: BUNDLE, logLevel: 'error' });
// Few enough that reading them does not weigh on what a process alone takes.
await writeFile('dist/bench/requests.json', JSON.stringify(lines.slice(0, 2000)));
await writeFile('dist/bench/names.json', JSON.stringify(names));
const { ENGINES, compare } = await import(`../${BUNDLE}`);

const node = await compare(await read(names), lines, ROUNDS);
const chromium = process.env.CANDOR_CHROME ? await inChromium(BUNDLE, names, lines, ROUNDS) : [];

const rows = [];
for (const [place, engine] of ENGINES.entries()) {
  const colds = Array.from({ length: COLD }, () => alone(engine.id, 'cold'));
  const memories = Array.from({ length: MEMORY }, () => alone(engine.id, 'memory'));
  const bytes = await read([...engine.code, ...engine.data]);
  rows.push({
    ...node[place],
    chromium: chromium[place],
    start: median(colds.map(({ start }) => start)),
    first: median(colds.map(({ first }) => first)),
    memory: median(memories.map(({ megabytes }) => megabytes)),
    linear: memories[0].linear,
    size: Object.values(bytes).reduce((sum, file) => sum + file.length, 0),
    packed: Object.values(bytes).reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0),
  });
}

const of = (number, digits = 2) => number?.toFixed(digits) ?? '–';
const what = file ? `${lines.length} requests of a file of one's own` : `${lines.length} requests made from the lists' own hosts`;
const table = `# Engines side by side

\`./build.sh bench${file ? ' FILE' : ''}\`: ${what}, ${ROUNDS} rounds turn by turn in one run, on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}${chromium.length ? `, Chromium ${chromium[0].version}` : ''}.
Every engine gets the same list, the rules of Candor's pack as they are written. Trust the ratios, not the times: machines are noisy.

| engine | Node: of ubo-core | Chromium: of ubo-core | Node: µs median (best) | p99 µs | cold: ready + first 100, ms | code and data, KB (gzipped) | memory, MB (the wasm's) | blocked | of these, named |
|---|---|---|---|---|---|---|---|---|---|
${rows.map((row) => `| ${row.name} | **${of(row.ratio)}** | ${of(row.chromium?.ratio)} | ${of(row.median)} (${of(row.best)}) | ${of(row.p99, 1)} | ${of(row.start, 1)} + ${of(row.first, 1)} | ${of(row.size / 1024, 0)} (${of(row.packed / 1024, 0)}) | ${of(row.memory, 1)} (${of(row.linear, 1)}) | ${row.blocked} | ${row.named || '–'} |`).join('\n')}

Candor against the stack that names companies too: ${of(rows[0].median / rows[4].median, 3)} in Node${chromium.length ? `, ${of(chromium[0].median / chromium[4].median, 3)} in Chromium` : ''}.

*Cold* is a fresh process: the engine's wasm compiled, its data made ready, then the first hundred requests; reading files and evaluating JavaScript is not in it.
*Code* counts wasm only. *p99* is of single requests, each repeated ten times. *Memory* is what a process of its own holds more than before, median of ${MEMORY}: code and data loaded, 2,000 requests decided,
garbage collected and freed memory given back; on Linux its anonymous memory. In brackets what of it is the memory of the engine's wasm, where it tells.
ubo-core is GPL-3.0, the data of trackerdb is for non-commercial use: both are measured beside Candor and are no part of it.

![Microseconds per request](bench.svg)
`;
console.log(table);
if (!existsSync('docs')) await mkdir('docs');
await writeFile('docs/bench.md', table);
await writeFile('docs/bench.svg', plot(rows));
