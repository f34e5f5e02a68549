// @ts-check
// The background worker's edge: registers every listener at once, and hands what comes to the core.
// It decides nothing. Top-level `await` would leave the worker silently dead, so events wait here.

import init, * as core from './worker/candor-worker.js';
import { first } from './first.js';
import { fetched, fetchedCode, kept } from './pack.js';
import { WEB, address, from, outcome, request, seen, unpacked } from './browser.js';

// Requests are classified by the core and not by the small classifier of src/bin/classifier.js,
// which would be awake sooner. A verdict depends on the page that asks, which after a
// kill only the core's own state knows: this edge would have to track pages a second time, decide
// first or third party by it, and hold the pack twice, for a verdict that nothing acts on before the
// core has it. So all that the core needs is read side by side instead.
const files = kept();
const pack = files.then(({ pack }) => pack ?? fetched());
const ready = Promise.all([first(), awake()])
  .then(([first]) => void core.start(first, pack).catch(asleep))
  .then(() => true, asleep);

/** @param {unknown} error */
function asleep(error) {
  console.error('Candor could not start:', error);
  return false;
}

/** Makes the core out of the code that is kept, or of the bundle's. */
async function awake() {
  const { code } = await files;
  await init({ module_or_path: code ?? fetchedCode() }).catch(() => init({ module_or_path: fetchedCode() }));
}

/**
 * Hands a fact on once the core is awake. One that fails must not poison the rest.
 * @param {import('./browser.js').Seen} fact
 */
async function tell(fact) {
  if (!(await ready)) return;
  try {
    core.fact(fact);
  } catch (error) {
    console.error('Candor could not take a fact:', error);
  }
}

// A page that the browser prepares ahead belongs to no tab yet; when it is shown it is one that
// was there before ("from here on"), like a page from the back-forward cache. Both are known by
// being shown without a request for them: the request of a prepared page is spent on its preparation.
/** @type {Set<number>} */
const loading = new Set();
/** @param {any} details */
const prepared = (details) => details.documentLifecycle === 'prerender';

/** Requests whose packed body is being read, by their number: what becomes of them is told behind that. @type {Map<string, Promise<void>>} */
const unpacking = new Map();
/** @param {{ requestId: string }} details @param {import('./browser.js').Seen} fact */
const tellOf = (details, fact) => void (unpacking.get(details.requestId) ?? Promise.resolve()).then(() => tell(fact));

chrome.webRequest.onBeforeRequest.addListener(
  (details) => {
    if (prepared(details)) return undefined;
    if (details.type === 'main_frame') loading.add(details.tabId);
    const packed = unpacked(details);
    if (!packed) return void tell(seen(request(details), details));
    const told = packed.then((what) => tell(seen(what, details)));
    unpacking.set(details.requestId, told);
    void told.then(() => unpacking.delete(details.requestId));
    return undefined;
  },
  { urls: WEB },
  ['requestBody'],
);

chrome.webRequest.onBeforeRedirect.addListener(
  (details) => {
    if (prepared(details)) return;
    const { requestId, redirectUrl } = details;
    tellOf(details, seen({ type: 'redirected', request: requestId, to: redirectUrl }, details));
  },
  { urls: WEB },
);

chrome.webRequest.onCompleted.addListener(
  (details) => {
    if (prepared(details)) return;
    const { requestId, statusCode } = details;
    tellOf(details, seen({ type: 'ended', request: requestId, outcome: { type: 'finished', status: statusCode } }, details));
  },
  { urls: WEB },
);

chrome.webRequest.onErrorOccurred.addListener(
  (details) => {
    if (prepared(details)) return;
    if (details.type === 'main_frame') loading.delete(details.tabId);
    tellOf(details, seen({ type: 'ended', request: details.requestId, outcome: outcome(details.error) }, details));
  },
  { urls: WEB },
);

chrome.webNavigation.onCommitted.addListener((details) => {
  if (prepared(details)) return void loading.delete(details.tabId);
  const top = details.frameId === 0;
  const url = address(details.url);
  const from_here_on = top && url.startsWith('http') && !loading.delete(details.tabId);
  const parent = top ? undefined : details.parentFrameId;
  void tell(seen({ type: 'navigated', url, parent, from_here_on }, details));
  if (from_here_on) void tellFrames(details.tabId, (frame) => frame.frameId !== 0);
});

chrome.webNavigation.onHistoryStateUpdated.addListener((details) => {
  if (!prepared(details) && details.frameId === 0)
    void tell(seen({ type: 'route_changed', url: address(details.url) }, details));
});

chrome.tabs.onRemoved.addListener((tabId) => void tell(seen({ type: 'tab', state: 'closed' }, { tabId })));

// Time passes in minutes: expiry and the end of pauses happen on ticks. The alarm outlives the
// worker, but not the extension's being switched off, so every wake looks for it.
chrome.alarms.onAlarm.addListener(() => void tell(seen({ type: 'tick' })));
void chrome.alarms.get('tick').then((known) => {
  if (!known) return chrome.alarms.create('tick', { periodInMinutes: 1 });
});

// What the person deletes from the browser's history is forgotten here, too: they asked for it where
// the permission is there. It may come while the worker lives.
/** @param {chrome.history.RemovedResult} removed */
async function unvisited({ allHistory, urls = [] }) {
  if (await ready) core.unvisited(allHistory ? undefined : urls);
}
function mirror() {
  chrome.history?.onVisitRemoved.addListener(unvisited);
}
mirror();
chrome.permissions.onAdded.addListener(mirror);

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  // What a page says last that was left, or is kept for the way back, is not of the page now in its tab.
  if (sender.documentLifecycle && sender.documentLifecycle !== 'active') return undefined;
  ready
    .then((awake) => (awake ? core.message(message, from(sender)) : core_asleep))
    .then(reply, (error) => (console.error('Candor could not answer:', error), reply(core_asleep)));
  return true;
});

/** @type {import('./types').Answer} */
const core_asleep = { answer: 'failed', why: { id: 'failed_to_start' } };

// A browser's start wakes the worker, which brings the rules in line with the settings.
chrome.runtime.onStartup.addListener(() => {});

chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void chrome.tabs.create({ url: chrome.runtime.getURL('welcome.html') });
  if (reason === 'install' || reason === 'update') void readOpenTabs();
});

/** Tabs that were open before Candor are read as they are, marked "from here on". */
async function readOpenTabs() {
  const scripts = chrome.runtime.getManifest().content_scripts ?? [];
  for (const tab of await chrome.tabs.query({ url: ['http://*/*', 'https://*/*'] })) {
    if (tab.id === undefined || tab.discarded) continue;
    await tellFrames(tab.id, () => true);
    for (const { js: files = [], all_frames: allFrames = false } of scripts) {
      // Some pages (the browser's store) let no extension in: they stay unread.
      await chrome.scripting
        .executeScript({ target: { tabId: tab.id, allFrames }, files, injectImmediately: true })
        .catch(() => {});
    }
  }
}

/**
 * Tells the frames of a page that was there before.
 * @param {number} tabId @param {(frame: { frameId: number }) => boolean} which
 */
async function tellFrames(tabId, which) {
  const frames = (await chrome.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
  for (const frame of frames.filter(which)) {
    const parent = frame.frameId === 0 ? undefined : frame.parentFrameId;
    const at = { tabId, frameId: frame.frameId, documentId: frame.documentId };
    void tell(seen({ type: 'navigated', url: address(frame.url), parent, from_here_on: true }, at));
  }
}
