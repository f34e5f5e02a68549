// @ts-check
// When to look: once the document stands, once it is loaded, and when it has changed and come to rest.
// Never on a hidden tab, never more often than once a second, never without end.

(() => {
  if (candor.started) return;
  candor.started = true;

  const REST_MS = 400;
  const APART_MS = 1_000;
  const MOST_LOOKS = 200;
  const top = window === window.top;
  let looks = 0;
  let lastLook = -APART_MS;
  let page = '';
  let address = location.href;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let planned;

  function plan() {
    if (planned !== undefined || looks >= MOST_LOOKS || document.hidden) return;
    const wait = Math.max(REST_MS, lastLook + APART_MS - performance.now());
    planned = setTimeout(() => {
      planned = undefined;
      requestIdleCallback(look, { timeout: 1_000 });
    }, wait);
  }

  function look() {
    if (!candor.channel.alive()) return leave();
    if (document.hidden) return;
    looks += 1;
    lastLook = performance.now();
    if (top) describe();
    candor.ads.look();
    candor.labels.again();
    candor.consent.look();
    candor.arrival.look();
  }

  /** The extension was updated or removed below us: what comes after finds the page as it was. */
  function leave() {
    changes.disconnect();
    candor.labels.leave();
  }

  /** Tells what the page says, where that changed. A new address (the worker sees it) begins anew. */
  function describe() {
    if (location.href !== address) {
      address = location.href;
      looks = 0;
    }
    const now = candor.collect.signature();
    if (now === page) return;
    page = now;
    candor.channel.tell({ type: 'page', ...candor.collect.page() }).then((taken) => {
      if (!taken) page = '';
    });
  }

  function tellState() {
    candor.channel.tell({ type: 'tab', state: document.hidden ? 'hidden' : 'shown' });
  }

  const changes = new MutationObserver(plan);
  candor.frames.start((frame, id) => {
    candor.ads.slot(frame, id);
  });
  candor.consent.start();
  candor.arrival.start();
  if (top) candor.typed.start();
  chrome.runtime.onMessage.addListener((message, sender) => {
    if (sender.id !== chrome.runtime.id) return;
    if (Array.isArray(message?.marks)) candor.labels.apply(message.marks, message.words);
    if (message?.close) candor.labels.close();
  });

  document.addEventListener('DOMContentLoaded', () => requestIdleCallback(look, { timeout: 500 }));
  addEventListener('load', plan);
  addEventListener('pagehide', () => candor.ads.flush(true));
  document.addEventListener('visibilitychange', () => {
    if (top) tellState();
    if (document.hidden) candor.ads.flush(true);
    else plan();
  });
  // Back from the browser's cache: the worker meets the page anew, so all of it is told again.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    page = '';
    candor.ads.again();
    candor.consent.again();
    plan();
  });
  // A page that is prepared ahead is in no tab yet, and says so once it is shown.
  if (top && !(/** @type {{ prerendering?: boolean }} */ (document).prerendering)) tellState();
  if (top) /** @type {{ navigation?: EventTarget }} */ (window).navigation?.addEventListener('navigatesuccess', plan);
  changes.observe(document, { childList: true, subtree: true });
  // A frame may have been here before us (its tab was open), or may never load in full.
  if (document.readyState !== 'loading') plan();
})();
