// Makes each engine's files in dist/bench: its own serialised form of the one list that all of them
// get, the rules of Candor's pack as their lists have them.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { StaticNetFilteringEngine } from '@gorhill/ubo-core';
import { FiltersEngine } from '@ghostery/adblocker';

const OUT = 'dist/bench';
const UBO = 'benches/node_modules/@gorhill/ubo-core';

/** The texts of all rules, out of the second file (src/knowledge/rules.rs tells its form). */
export function rules(bytes) {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const word = (place) => words.getUint32(4 * place, true);
  const [lists, count] = [word(1), word(2)];
  const body = 4 * (4 + lists + 2 * count);
  const begin = (rule) => word(rule === count ? 3 + lists + 2 * count : 3 + lists + 2 * rule + 1);
  const text = (rule) => bytes.toString('utf8', body + begin(rule), body + begin(rule + 1));
  return Array.from({ length: count }, (_, rule) => text(rule));
}

export async function make() {
  await mkdir(OUT, { recursive: true });
  const list = rules(await readFile('dist/knowledge/rules.bin')).join('\n');
  const snfe = await StaticNetFilteringEngine.create();
  await snfe.useLists([{ name: 'rules', raw: list }]);
  const wasm = {};
  for (const path of ['js/wasm/biditrie', 'js/wasm/hntrie', 'lib/publicsuffixlist/wasm/publicsuffixlist'])
    wasm[path.split('/').pop()] = JSON.parse(await readFile(`${UBO}/${path}.wasm.json`, 'utf8'));
  const adblockCode = await readFile('target/bench-adblock/wasm32-unknown-unknown/release/bench_adblock.wasm');
  const files = {
    code: await readFile('dist/classifier/candor-classifier.wasm'),
    pack: await readFile('dist/knowledge/pack.bin'),
    uboEngine: await snfe.serialize(),
    uboSuffixes: await readFile(`${UBO}/build/publicsuffixlist.json`),
    uboWasm: JSON.stringify(wasm),
    adblockCode,
    adblockEngine: await adblockEngine(adblockCode, list),
    ghosteryEngine: FiltersEngine.parse(list, { loadCosmeticFilters: false }).serialize(),
    trackerdb: await readFile('benches/node_modules/@ghostery/trackerdb/dist/trackerdb.engine'),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(`${OUT}/${name}`, bytes);
  return Object.keys(files);
}

async function adblockEngine(code, list) {
  const { instance } = await WebAssembly.instantiate(code);
  const wasm = instance.exports;
  const bytes = new TextEncoder().encode(list);
  // Memory grows with what it holds, so its buffer is asked for afterwards.
  const at = wasm.reserve(bytes.length);
  new Uint8Array(wasm.memory.buffer, at).set(bytes);
  const length = wasm.compile();
  return new Uint8Array(wasm.memory.buffer, wasm.buffer(), length).slice();
}

/** The files, read. */
export async function read(names) {
  const files = {};
  for (const name of names) files[name] = new Uint8Array(await readFile(`${OUT}/${name}`));
  return files;
}
