// @ts-check
// The bundle's two large files, the knowledge pack and the core's code, at every wake, from where they come
// fastest. The extension's own files come at 7 ms a megabyte (26 ms for the pack, Chromium 156), blobs out of
// IndexedDB in 8 ms with the opening: so the first wake puts them there. They are the bundle's, and nothing of the
// person's. A pack made of newer lists lies beside them, and is taken instead as long as this bundle is there.

/** @typedef {IDBObjectStore} Store */
/** @typedef {{ pack: Blob, code: Blob }} Files */
/** @typedef {{ bundle: string, pack: Blob, change: string }} Fresh */

const PACK = 'knowledge/pack.bin';
const CODE = 'worker/candor-worker_bg.wasm';
const STORE = 'pack';

/** Names the bundle, by hashes of both files; where a browser has no such name they are not kept. */
const { version, version_name: bundle } = chrome.runtime.getManifest();

/** Where the pack of newer lists lies, and the bundle that it was made for. */
const FRESH = 'fresh';
const MADE_FOR = bundle ?? version;

/** What is kept, asked for at once. @type {Promise<{ fresh?: Fresh, files?: Files }>} */
const kept = within('readonly', (store) => [store.get(FRESH), store.get(bundle ?? '')])
  .then(([fresh, files]) => ({ fresh, files }))
  .catch(() => ({}));

/**
 * The core's code. Out of a blob a browser compiles what a wake calls, when it calls it; of what came by its
 * address it keeps what any wake ever called, and makes all of that anew each time (1,200 functions, which on two
 * cores hold up all else: a killed worker's answer takes 0.77 of the time out of a blob, side by side).
 */
export async function code() {
  const { files } = await kept;
  return files ? new Response(files.code, { headers: { 'content-type': 'application/wasm' } }) : fetchedCode();
}

/** The core's code from the bundle itself. */
export const fetchedCode = () => fetch(chrome.runtime.getURL(CODE));

/** The pack's bytes. */
export async function pack() {
  const { fresh, files } = await kept;
  if (fresh?.bundle === MADE_FOR) return fresh.pack.arrayBuffer();
  return files ? files.pack.arrayBuffer() : fetched();
}

/** The pack's bytes from the bundle itself: the first time, and where what was kept is refused. */
export async function fetched() {
  const bytes = await (await fetch(chrome.runtime.getURL(PACK))).arrayBuffer();
  void keepFiles(bytes).catch(() => {});
  return bytes;
}

/** Keeps the bundle's files. What cannot be kept (a full disk) is fetched again at the next wake. @param {ArrayBuffer} pack */
async function keepFiles(pack) {
  const files = bundle && { pack: new Blob([pack]), code: await (await fetchedCode()).blob() };
  await within('readwrite', (store) => [store.clear(), ...(files ? [store.put(files, bundle)] : [])]);
}

/**
 * Keeps a pack of newer lists with what it changes of the browser's rules: both, or neither.
 * @param {ArrayBuffer} pack @param {string} change
 */
export async function keep(pack, change) {
  const fresh = { bundle: MADE_FOR, pack: new Blob([pack]), change };
  await within('readwrite', (store) => [store.put(fresh, FRESH)]);
}

/** What the kept pack changes of the browser's rules. @returns {Promise<string | undefined>} */
export async function change() {
  const [fresh] = await within('readonly', (store) => [store.get(FRESH)]).catch(() => []);
  return fresh?.bundle === MADE_FOR ? fresh.change : undefined;
}

/**
 * Requests in a transaction of their own; their results once it is whole.
 * @param {IDBTransactionMode} mode
 * @param {(store: Store) => IDBRequest[]} ask
 * @returns {Promise<any[]>}
 */
async function within(mode, ask) {
  const opening = indexedDB.open(STORE);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
  await settled(opening, 'success', 'error');
  const transaction = opening.result.transaction(STORE, mode);
  const asked = ask(transaction.objectStore(STORE));
  await settled(transaction, 'complete', 'abort');
  return asked.map((request) => request.result);
}

/** @param {IDBOpenDBRequest | IDBTransaction} one @param {string} good @param {string} bad */
function settled(one, good, bad) {
  return new Promise((done, refuse) => {
    one.addEventListener(good, done);
    one.addEventListener(bad, () => refuse(one.error));
  });
}
