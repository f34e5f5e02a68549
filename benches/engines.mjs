// The engines that are measured, each behind the same two steps: `start(files)` makes it ready from
// bytes that lie there, and what it gives back decides on one request; where that lies in a wasm's memory, it says
// which. They run in Node and in a page.

import { FiltersEngine, Request } from '@ghostery/adblocker';
import loadTrackerDB from '@ghostery/trackerdb';
import publicSuffixList from '@gorhill/ubo-core/lib/publicsuffixlist/publicsuffixlist.js';
import { FilteringContext } from '@gorhill/ubo-core/js/filtering-context.js';
import * as s14e from '@gorhill/ubo-core/js/s14e-serializer.js';
import snfe from '@gorhill/ubo-core/js/static-net-filtering.js';
import { Classifier } from '../src/bin/classifier.js';

/** The browser's names of the types that requests of lists have. */
const KINDS = { document: 'main_frame', subdocument: 'sub_frame', fetch: 'xmlhttprequest', xhr: 'xmlhttprequest' };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A request with its type in the words of each engine, so that no engine pays for another's words. */
export const prepared = ({ url, source, type }) => ({
  url,
  source,
  type,
  kind: KINDS[type] ?? type,
  ubo: { url, originURL: source, type },
  ghostery: { url, sourceUrl: source, type },
});

/** Candor through its own edge: company and function resolved to their names, the deciding rule's id. */
async function candor({ code, pack }) {
  const { instance } = await WebAssembly.instantiate(code);
  const classifier = new Classifier(instance, pack);
  // Names by company, read once each: of a company, not of an address.
  const names = new Map();
  const decide = ({ url, source, kind }) => {
    const verdict = classifier.classify(url, source, kind, 'GET');
    let name = names.get(verdict.company);
    if (name === undefined && verdict.company >= 0) {
      name = classifier.company(verdict.company)?.name;
      names.set(verdict.company, name);
    }
    return { blocked: verdict.action === 'block', name, for: verdict.function, rule: verdict.rule };
  };
  return Object.assign(decide, { memory: instance.exports.memory });
}

/** uBlock Origin's engine with its wasm, from its own serialised form. GPL-3.0: a comparator, never shipped. */
async function ubo({ uboEngine, uboSuffixes, uboWasm }) {
  const parts = JSON.parse(decoder.decode(uboWasm));
  const compile = (path) => WebAssembly.compile(new Uint8Array(parts[path.split('/').pop()]));
  publicSuffixList.fromSelfie(JSON.parse(decoder.decode(uboSuffixes)));
  await Promise.all([publicSuffixList.enableWASM(compile, ''), snfe.enableWASM(compile, '')]);
  snfe.unserialize(s14e.deserialize(decoder.decode(uboEngine)));
  const context = new FilteringContext();
  return (request) => ({ blocked: snfe.matchRequest(context.fromDetails(request.ubo)) === 1 });
}

/** Crate adblock as wasm, texts written into its memory as with Candor. */
async function adblock({ adblockCode, adblockEngine }) {
  const { instance } = await WebAssembly.instantiate(adblockCode);
  const wasm = instance.exports;
  const write = (bytes) => {
    // Memory grows with what it holds, so its buffer is asked for afterwards.
    const at = wasm.reserve(bytes.length);
    new Uint8Array(wasm.memory.buffer, at).set(bytes);
  };
  write(adblockEngine);
  if (wasm.open() !== 0) throw new Error('crate adblock refuses its engine');
  write(new Uint8Array(1 << 17));
  let buffer = new Uint8Array(wasm.memory.buffer, wasm.buffer());
  const decide = ({ url, source, type }) => {
    // It allocates, so its memory may have moved.
    if (buffer.length === 0) buffer = new Uint8Array(wasm.memory.buffer, wasm.buffer());
    const lengths = [];
    let at = 0;
    for (const text of [url, source, type]) {
      const { written } = encoder.encodeInto(text, buffer.subarray(at));
      lengths.push(written);
      at += written;
    }
    return { blocked: wasm.check(...lengths) === 1 };
  };
  return Object.assign(decide, { memory: wasm.memory });
}

/** Ghostery's engine, from its own serialised form. */
async function ghostery({ ghosteryEngine }) {
  const engine = FiltersEngine.deserialize(ghosteryEngine);
  return (request) => ({ blocked: engine.match(Request.fromRawDetails(request.ghostery)).match });
}

/** The same and who is behind each request. trackerdb's data is for non-commercial use: never shipped. */
async function naming({ ghosteryEngine, trackerdb }) {
  const decide = await ghostery({ ghosteryEngine });
  const database = await loadTrackerDB(trackerdb);
  return (request) => {
    const { blocked } = decide(request);
    const [found] = database.matchUrl(request.ghostery, { getDomainMetadata: true });
    return { blocked, name: found?.organization?.name, for: found?.category?.name };
  };
}

/** Name, what starts it, and the files of its code and of its data. */
export const ENGINES = [
  { id: 'candor', name: 'Candor (names company, function, rule)', start: candor, code: ['code'], data: ['pack'] },
  { id: 'ubo', name: '@gorhill/ubo-core', start: ubo, code: ['uboWasm'], data: ['uboEngine', 'uboSuffixes'] },
  { id: 'adblock', name: 'crate adblock (wasm)', start: adblock, code: ['adblockCode'], data: ['adblockEngine'] },
  { id: 'ghostery', name: '@ghostery/adblocker', start: ghostery, code: [], data: ['ghosteryEngine'] },
  { id: 'naming', name: '@ghostery/adblocker + trackerdb (names company)', start: naming, code: [], data: ['ghosteryEngine', 'trackerdb'] },
];
