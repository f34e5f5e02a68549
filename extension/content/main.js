// @ts-check
// When to look: once the document stands and is loaded, or takes its time, and when it has changed and come to rest.
// Never on a hidden tab, never more often than once a second, never without end. Until the first look next to nothing
// is done; a frame too small to hold an ad is never looked at.

candor.part('page', () => {
  const REST_MS = 400;
  const APART_MS = 1_000;
  const MOST_LOOKS = 200;
  /** A document that takes longer to load is looked at before. */
  const SLOW_MS = 1_000;
  /** A prompt may be shown without a change of the document: looked for once more so long after the load. */
  const PROMPTS_MS = [2_500, 8_000];
  /** How every word of ours between frames begins; the page sees none of them. */
  const PREFIX = 'candor:';
  const BEGINS = ['wheel', 'touchmove', 'pointerdown', 'keydown', 'scroll'];
  const TOUCHES = ['focusin', 'input', 'change'];
  const top = window === window.top;
  const began = Date.now();
  let looks = 0;
  let lastLook = -APART_MS;
  /** What the page said of itself last. */
  let page = '';
  let address = location.href;
  /** Whether the worker knows that this tab is shown, or is not. */
  let told = false;
  /** Whether the person has done anything here. */
  let begun = !top;
  let watches = false;
  let listens = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let planned;

  /** To be called again where the document may be written anew: it has lost its listeners then, and one listener is
   * never there twice. */
  function listenHere() {
    addEventListener('message', hear, true);
    addEventListener('load', loaded);
    addEventListener('visibilitychange', turned, true);
    addEventListener('click', clicked, true);
    for (const type of top ? TOUCHES : []) addEventListener(type, touched, true);
    for (const type of begun ? [] : BEGINS) addEventListener(type, begin, { capture: true, passive: true });
  }

  /** To be called again where the scripts come to the same page again. */
  function start() {
    listenHere();
    if (looks > 0) return plan();
    planned ??= setTimeout(first, SLOW_MS);
    if (top && document.hidden && !told && !(/** @type {{ prerendering?: boolean }} */ (document).prerendering)) tellState();
    // A frame may have been here before us (its tab was open).
    if (document.readyState === 'complete') loaded();
  }

  function loaded() {
    if (top) for (const delay of PROMPTS_MS) setTimeout(arrive, delay);
    if (looks > 0) return plan();
    clearTimeout(planned);
    if (top) requestIdleCallback(first, { timeout: 500 });
    else first();
  }

  function first() {
    planned = undefined;
    if (looks > 0) return;
    if (top) look();
    else candor.frames.enter(look);
  }

  function plan() {
    // What changes from now on, the look sees.
    candor.changes.disconnect();
    if (planned !== undefined || looks >= MOST_LOOKS || document.hidden) return;
    const wait = Math.max(REST_MS, lastLook + APART_MS - performance.now());
    planned = setTimeout(() => requestIdleCallback(look, { timeout: 1_000 }), wait);
  }

  function look() {
    planned = undefined;
    if (document.hidden) return;
    if (!candor.channel.alive()) return leave();
    candor.changes.observe(document, { childList: true, subtree: true });
    // A frame that its page writes into (most of Ad Manager's are) gets no scripts again.
    listenHere();
    watch();
    looks += 1;
    lastLook = performance.now();
    if (top) {
      if (!told) tellState(began);
      describe();
      arrive();
    }
    if (candor.made('consent') || ((top || mayAsk()) && candor.signs.any())) candor.consent.look();
    if (candor.made('ads') || mayShowAds()) candor.ads.look();
    if (candor.made('labels')) candor.labels.again();
  }

  /** Whether a frame may hold a banner's buttons. */
  function mayAsk() {
    return document.getElementsByTagName('button').length > 0;
  }

  /** Whether there is anything at all that an ad is made of. */
  function mayShowAds() {
    if (!top) return document.querySelector(candor.contents.HOLDS) !== null;
    return document.images.length > 0 || document.querySelector(candor.marked) !== null;
  }

  /** All that has to be watched once the page was looked at. */
  function watch() {
    if (watches) return;
    watches = true;
    addEventListener('pagehide', away);
    addEventListener('pageshow', returned);
    if (!top) return;
    /** @type {{ navigation?: EventTarget }} */ (window).navigation?.addEventListener('navigatesuccess', plan);
  }

  /** Marks come where something is watched, and to no frame that the one around knows: what it holds is labelled from
   * around it. */
  function listen() {
    if (listens) return;
    listens = true;
    chrome.runtime.onMessage.addListener((message, sender) => {
      if (sender.id !== chrome.runtime.id) return;
      if (Array.isArray(message?.marks)) candor.labels.apply(message.marks, message.words);
      if (message?.close && candor.made('labels')) candor.labels.close();
    });
  }

  /** The extension was updated or removed below us: what comes after finds the page as it was. */
  function leave() {
    candor.changes.disconnect();
    if (candor.made('labels')) candor.labels.leave();
  }

  /** Tells what the page says, where that changed. A new address (the worker sees it) begins anew. */
  function describe() {
    if (location.href !== address) {
      address = location.href;
      looks = 1;
    }
    const gaps = candor.collect.gaps();
    const now = candor.collect.signature(gaps);
    if (now === page) return;
    page = now;
    candor.channel.tell({ type: 'page', ...candor.collect.page(gaps) }).then((taken) => {
      if (!taken) page = '';
    });
  }

  /** @param {number} [at] */
  function tellState(at) {
    told = true;
    candor.channel.tell({ type: 'tab', state: document.hidden ? 'hidden' : 'shown' }, at);
  }

  /** A page that is prepared ahead is in no tab yet, and says so once it is shown. */
  function turned() {
    if (top) tellState();
    if (!document.hidden) return looks > 0 ? plan() : first();
    if (looks > 0) candor.changes.disconnect();
    away();
  }

  function away() {
    if (candor.made('ads')) candor.ads.flush(true);
  }

  /** Back from the browser's cache: the worker meets the page anew, so all of it is told again.
   * @param {PageTransitionEvent} event */
  function returned(event) {
    if (!event.persisted) return;
    page = '';
    if (candor.made('ads')) candor.ads.again();
    if (candor.made('consent')) candor.consent.again();
    plan();
  }

  /** @param {MessageEvent} event */
  function hear(event) {
    if (!event.isTrusted || typeof event.data !== 'string' || !event.data.startsWith(PREFIX)) return;
    // After an update the scripts that come after hear it: these would swallow it.
    if (!candor.channel.alive()) return removeEventListener('message', hear, true);
    event.stopImmediatePropagation();
    candor.frames.hear(event);
  }

  /** @param {MouseEvent} event */
  function clicked(event) {
    if (!event.isTrusted) return;
    candor.consent.clicked(event);
    candor.ads.pressed(event);
  }

  /** @param {Event} event */
  function touched(event) {
    candor.typed.field(event);
  }

  function arrive() {
    if (!begun && !document.hidden) candor.arrival.look();
  }

  function begin() {
    begun = true;
    for (const type of BEGINS) removeEventListener(type, begin, true);
    if (candor.made('arrival')) candor.arrival.end();
  }

  candor.part('changes', () => new MutationObserver(plan));
  return { start, listen };
});
