// @ts-check
// Newer lists: fetches them, and hands what came to a wasm of its own, which says whether it is any good.
// That wasm is loaded here and nowhere else, so no wake pays for it, and goes with all that it held.
// It works in slices, with the worker's own events between them.

/** @typedef {{ list: string, address: string }} Source */
/** @typedef {{ trouble: string } | { told: string, pack: ArrayBuffer, change: string }} Came */
/**
 * @typedef {object} Compiler
 * @property {WebAssembly.Memory} memory
 * @property {(bytes: number) => number} give
 * @property {() => void} begin
 * @property {(steps: number) => number} run
 * @property {(part: number) => number} place
 * @property {(part: number) => number} length
 */

/** What an update is made from, in the order in which the wasm takes it. */
const BUNDLED = ['knowledge/pack.bin', 'knowledge/base.json', 'knowledge/rulesets/strict.json'];

/** Milliseconds that a slice holds the thread. */
const SLICE = 8;

/** Steps between two looks at the clock: well below a slice. */
const STEPS = 400;

/** After so many milliseconds a server did not answer, or not to its end. */
const PATIENCE = 60_000;

/** A browser ends a worker that does nothing it knows of for thirty seconds; to ask it something counts. */
const SIGN = 15_000;

/** Why nothing came, in the words of `fresh::Trouble`. */
class Trouble extends Error {
  /** @param {string} why @param {string} [list] */
  constructor(why, list) {
    super(why);
    this.trouble = JSON.stringify({ why, list });
  }
}

/**
 * Fetches the lists and makes an update of them.
 * @param {Source[]} sources @param {number} longest most bytes of one
 * @returns {Promise<Came>}
 */
export async function refresh(sources, longest) {
  const signs = setInterval(() => void chrome.runtime.getPlatformInfo(), SIGN);
  try {
    const texts = [];
    for (const source of sources) texts.push(await fetched(source, longest));
    return await compiled(texts);
  } catch (error) {
    if (error instanceof Trouble) return error;
    console.warn('Candor: newer lists could not be used:', error);
    return new Trouble('broken');
  } finally {
    clearInterval(signs);
  }
}

/**
 * The bytes of one list. No cookies, no tags by which a browser could be known again, nothing kept.
 * @param {Source} source @param {number} longest
 */
async function fetched({ list, address }, longest) {
  const refused = () => Promise.reject(new Trouble('unreachable', list));
  const response = await fetch(address, {
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(refused);
  if (!response.ok || !response.body) throw new Trouble('status', list);
  const reader = response.body.getReader();
  const parts = [];
  let length = 0;
  for (let part = await reader.read().catch(refused); !part.done; part = await reader.read().catch(refused)) {
    parts.push(part.value);
    length += part.value.length;
    if (length <= longest) continue;
    void reader.cancel().catch(() => {});
    throw new Trouble('too_long', list);
  }
  return parts;
}

/** @param {Uint8Array[][]} texts @returns {Promise<Came>} */
async function compiled(texts) {
  const file = async (/** @type {string} */ path) => (await fetch(chrome.runtime.getURL(path))).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(await file('lists/candor-lists.wasm'));
  const compiler = /** @type {Compiler} */ (/** @type {unknown} */ (instance.exports));
  for (const path of BUNDLED) give(compiler, [new Uint8Array(await file(path))]);
  for (const parts of texts) give(compiler, parts);
  compiler.begin();
  for (;;) {
    const end = slice(compiler);
    const text = () => new TextDecoder().decode(part(compiler, 0));
    if (end === 2) return { trouble: text() };
    if (end === 1) {
      const change = new TextDecoder().decode(part(compiler, 2));
      return { told: text(), pack: part(compiler, 1).slice().buffer, change };
    }
    await new Promise((next) => setTimeout(next));
  }
}

/** Runs one slice. @param {Compiler} compiler */
function slice(compiler) {
  const over = performance.now() + SLICE;
  let end = 0;
  while (end === 0 && performance.now() < over) end = compiler.run(STEPS);
  return end;
}

/** Writes one file into the wasm's memory, which may move while it makes room. @param {Compiler} compiler @param {Uint8Array[]} parts */
function give(compiler, parts) {
  let at = compiler.give(parts.reduce((length, part) => length + part.length, 0));
  const memory = new Uint8Array(compiler.memory.buffer);
  for (const part of parts) {
    memory.set(part, at);
    at += part.length;
  }
}

/** @param {Compiler} compiler @param {number} number */
function part({ memory, place, length }, number) {
  return new Uint8Array(memory.buffer, place(number), length(number));
}
