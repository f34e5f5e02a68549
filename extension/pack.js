// @ts-check
// The bundle's two large files, the knowledge pack and the core's code, at every wake, from where they come
// fastest. The extension's own files come at 7 ms a megabyte (26 ms for the pack, Chromium 156), both as one blob
// out of IndexedDB in 6 ms (as two in 9): so the first wake puts them there. They are the bundle's, and nothing of the
// person's. A pack made of newer lists lies beside them with the same code, and is taken instead as long as this bundle is there.

import { opened, result } from './first.js';

/** The pack, and behind it the core's code. @typedef {{ both: Blob, pack: number }} Files `pack`: its bytes */
/** @typedef {Files & { bundle: string, change: string }} Fresh */

const PACK = 'knowledge/pack.bin';
const CODE = 'worker/candor-worker_bg.wasm';
const STORE = 'pack';

/** Names the bundle, by hashes of both files; where a browser has no such name they are not kept. */
const { version, version_name: bundle } = chrome.runtime.getManifest();

/** Where the pack of newer lists lies, and the bundle that it was made for. */
const FRESH = 'fresh';
const MADE_FOR = bundle ?? version;

/**
 * The bytes of both, out of what is kept; nothing where they are not.
 *
 * Of kept bytes a browser compiles what a wake calls, when it calls it; of what came by its address it keeps what any
 * wake ever called, and makes all of that anew each time (1,200 functions, which on two cores hold up all else).
 * @returns {Promise<{ pack?: Uint32Array, code?: Uint8Array }>}
 */
export async function kept() {
  try {
    const store = await reading();
    /** @type {[Fresh | undefined, Files | undefined]} */
    const [fresh, files] = await Promise.all([result(store.get(FRESH)), result(store.get(bundle ?? ''))]);
    const from = fresh?.bundle === MADE_FOR ? fresh : files;
    if (!from) return {};
    const bytes = await from.both.arrayBuffer();
    return { pack: new Uint32Array(bytes, 0, from.pack / 4), code: new Uint8Array(bytes, from.pack) };
  } catch {
    return {};
  }
}

/** The core's code from the bundle itself. */
export const fetchedCode = () => fetch(chrome.runtime.getURL(CODE));

/** The pack from the bundle itself: the first time, and where what was kept is refused. */
export async function fetched() {
  const bytes = await (await fetch(chrome.runtime.getURL(PACK))).arrayBuffer();
  void keepFiles(bytes).catch(() => {});
  // A byte too many is cut off, and the checksum tells.
  return new Uint32Array(bytes, 0, Math.floor(bytes.byteLength / 4));
}

/** A pack with the code behind it. @param {ArrayBuffer} pack @returns {Promise<Files>} */
async function files(pack) {
  return { both: new Blob([pack, await (await fetchedCode()).arrayBuffer()]), pack: pack.byteLength };
}

/** Keeps the bundle's files. What cannot be kept (a full disk) is fetched again at the next wake. @param {ArrayBuffer} pack */
async function keepFiles(pack) {
  const both = bundle && (await files(pack));
  await write((store) => (store.clear(), both && store.put(both, bundle)));
}

/**
 * Keeps a pack of newer lists with what it changes of the browser's rules: both, or neither.
 * @param {ArrayBuffer} pack @param {string} change
 */
export async function keep(pack, change) {
  const fresh = { ...(await files(pack)), bundle: MADE_FOR, change };
  await write((store) => store.put(fresh, FRESH));
}

/** What the kept pack changes of the browser's rules. @returns {Promise<string | undefined>} */
export async function change() {
  /** @type {Fresh | undefined} */
  const fresh = await reading().then((store) => result(store.get(FRESH))).catch(() => undefined);
  return fresh?.bundle === MADE_FOR ? fresh.change : undefined;
}

async function reading() {
  return (await opened(STORE, [STORE])).transaction(STORE).objectStore(STORE);
}

/** Writes in a transaction of its own, and waits until it is whole. @param {(store: IDBObjectStore) => unknown} change */
async function write(change) {
  const transaction = (await opened(STORE, [STORE])).transaction(STORE, 'readwrite');
  change(transaction.objectStore(STORE));
  await new Promise((done, refuse) => {
    transaction.oncomplete = done;
    transaction.onabort = () => refuse(transaction.error);
  });
}
