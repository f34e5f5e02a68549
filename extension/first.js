// @ts-check
// What a wake reads of the device before it can take anything, all of it asked for by the first lines that run:
// the browser finds it while the core's code is still on its way. What it means, the core says.

/** The database's stores, as src/shell/store.rs tells them. */
const TABLES = ['state', 'rows', 'facts'];

/**
 * Always at hand, of the database and of both areas of the extension's storage.
 * @typedef {{ database: IDBDatabase, state: unknown[], session: Record<string, unknown>, local: Record<string, unknown> }} First
 */

/** @returns {Promise<First>} */
export async function first() {
  const [[database, ...state], session, local] = await Promise.all([
    memory(),
    chrome.storage.session.get(['signer', 'open']),
    chrome.storage.local.get('tags'),
  ]);
  return { database, state, session, local };
}

/** @returns {Promise<[IDBDatabase, unknown, unknown]>} */
async function memory() {
  const database = await opened('candor', TABLES);
  const state = database.transaction('state').objectStore('state');
  const [settings, totals] = await Promise.all([result(state.get('settings')), result(state.get('totals'))]);
  return [database, settings, totals];
}

/** A database, made where there is none. @param {string} name @param {string[]} tables */
export function opened(name, tables) {
  const opening = indexedDB.open(name);
  opening.onupgradeneeded = () => tables.forEach((table) => opening.result.createObjectStore(table));
  return result(opening);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function result(request) {
  return new Promise((done, refuse) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => refuse(request.error);
  });
}
