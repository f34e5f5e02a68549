// @ts-check
// Sees what a page says of consent: that a banner shows and what it offers, the person's own clicks on it,
// what its standard interfaces answer, and what it keeps of a choice. Nothing is clicked, nothing is changed,
// and nothing is read into it: what a cookie means is told in src/wire/consent.

candor.part('consent', () => {
  const LONGEST_BUTTON = 60;
  const LONGEST_PATH = 12;
  const LONGEST_STRING = 4_096;
  const MOST_BUTTONS = 40;
  /** Answers of interfaces, and changes of what is kept, that are told of one page. */
  const MOST_TOLD = 40;

  const top = window === window.top;
  const BANNERS = candor.banners
    .map(([id, banner, accept, reject, kept, frame]) => ({ id, banner, accept, reject, kept, framed: frame === 'yes' }))
    .filter(({ framed }) => top || framed);
  const { GENERIC } = candor.signs;
  const BUTTONS = "button,[role='button'],input[type='submit'],input[type='button'],a";
  const SPEAKS_OF = /cookie|consent|einwilligung|datenschutz|privacy/i;
  /** Languages whose buttons are understood: elsewhere a no that is not seen says nothing. */
  const UNDERSTOOD = /^(|en|de|fr|es|it|nl)\b/i;
  /** Refusals first: "accept only what is necessary" is one. */
  const REJECT =
    /\b(reject|decline|deny|refuse|disagree|without accepting|(only|strictly) (necessary|essential|required)|(necessary|essential|required)( cookies)? only)\b|ablehnen|verweigern|ohne (zustimmung|einwilligung)|nur (notwendige|erforderliche|essenzielle|essentielle|technisch)|refuser|sans accepter|rechazar|rifiuta|senza accettare|weigeren|afwijzen|alleen noodzakelijke/i;
  const ACCEPT =
    /^(yes|ok|okay|got it|i (accept|agree|consent)|(accept|agree|allow|consent|continue)\b)|akzeptieren|zustimmen|einverstanden|annehmen|(alle|cookies) (zulassen|erlauben)|^(tout )?accepter|^aceptar|^accett|^(alles )?accepteren|^akkoord/i;

  /** @typedef {import("../types").ConsentFact} Said */
  /** @type {Said} */
  const NOTHING = { state: 'unknown', found: false, kept: [], not_opted_out: false };
  /** What was said last, by what said it: the banner, its interfaces, what is kept. @type {Map<string, Said>} */
  const said = new Map();
  let told = 0;
  let clicks = 0;
  /** @type {Event | undefined} */
  let counted;
  /** Names our calls; a page may see it, and it says nothing. Not by `crypto`, whose names are not there over http. */
  const callId = Math.random().toString(36).slice(2);

  /** @param {string} by @param {Partial<Said>} what */
  function tell(by, what) {
    const whole = { ...NOTHING, ...what };
    if (told >= MOST_TOLD || JSON.stringify(said.get(by)) === JSON.stringify(whole)) return;
    told += 1;
    said.set(by, whole);
    candor.channel.tell({ type: 'consent', ...whole });
  }

  const state = () => said.get('banner')?.state ?? 'unknown';

  /** A banner counts once it shows; a choice that was made here stands until the next load. */
  function look() {
    if (top) {
      ask();
      const found = candor.signs.kept();
      if (found.length > 0 || said.has('kept')) tell('kept', { kept: found });
    }
    if (state() !== 'unknown') return;
    for (const row of BANNERS) {
      // In the frame of a banner, its buttons are the banner.
      const found = document.querySelector(top ? row.banner : `${row.accept},${row.reject}`);
      if (!found || !shows(found)) continue;
      const root = shadow(found);
      const layer = offers(root ?? (top ? found : document), row);
      // Usercentrics leaves its root for a small button of its own: it asks where it offers something.
      if (root) watch(root);
      if (!root || layer) return tell('banner', { state: 'asked', product: row.id, layer });
    }
    if (!top) return;
    for (const found of [...document.querySelectorAll(GENERIC)].slice(0, 5)) {
      const layer = offers(found);
      if (layer && shows(found)) return tell('banner', { state: 'asked', product: null, layer });
    }
  }

  /** @param {Element} element */
  function shows(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  }

  /** The tree that a banner keeps to itself, where the browser lets us see it. @param {Element} host */
  function shadow(host) {
    if (!(host instanceof HTMLElement)) return null;
    const { openOrClosedShadowRoot } = /** @type {{ openOrClosedShadowRoot?: ShadowRoot }} */ (host);
    return host.shadowRoot ?? openOrClosedShadowRoot ?? chrome.dom?.openOrClosedShadowRoot(host) ?? null;
  }

  /** @type {WeakSet<ShadowRoot>} */
  const watched = new WeakSet();
  /** Sees what comes into a banner's own tree, and clicks in it: from outside neither shows. @param {ShadowRoot} root */
  function watch(root) {
    if (watched.has(root)) return;
    watched.add(root);
    let left = 50;
    const observer = new MutationObserver(() => {
      look();
      left -= 1;
      if (state() !== 'unknown' || left === 0) observer.disconnect();
    });
    observer.observe(root, { childList: true, subtree: true });
    if (root.mode === 'closed') root.addEventListener('click', clicked, true);
  }

  /**
   * What the buttons that show offer; nothing where none of them is understood.
   * @param {ParentNode} root @param {{ accept: string, reject: string }} [row]
   */
  function offers(root, row) {
    const shown = [...root.querySelectorAll(BUTTONS)].slice(0, MOST_BUTTONS).filter(shows);
    /** @param {"accepted" | "rejected"} which @param {string} [selector] */
    const has = (which, selector) =>
      shown.some((button) => (selector && button.matches(selector)) || choice(button) === which);
    const layer = { accept: has('accepted', row?.accept), reject: has('rejected', row?.reject) };
    if (layer.accept && !layer.reject && !UNDERSTOOD.test(document.documentElement.lang)) return null;
    return layer.accept || layer.reject ? layer : null;
  }

  /** @param {Element} button */
  function choice(button) {
    const text = candor.read.text(button, LONGEST_BUTTON + 1) || button.getAttribute('value') || '';
    if (text.length > LONGEST_BUTTON) return undefined;
    return REJECT.test(text) ? 'rejected' : ACCEPT.test(text) ? 'accepted' : undefined;
  }

  /** @param {Event} event */
  function clicked(event) {
    if (!event.isTrusted) return;
    const path = event
      .composedPath()
      .filter((node) => node instanceof Element)
      .slice(0, LONGEST_PATH);
    const row = BANNERS.find(({ accept, reject, banner }) =>
      [banner, accept, reject].some((selector) => path.some((node) => node.matches(selector))),
    );
    const around = top && path.find((node) => node.matches(`[role='dialog'],[aria-modal],${GENERIC}`));
    const inside = row || (around && SPEAKS_OF.test(candor.read.text(around, 300)));
    if (!inside) return;
    // A closed tree hears of the same click after the document.
    if (event !== counted) clicks = Math.min(clicks + 1, 99);
    counted = event;
    /** @param {string} [selector] */
    const hit = (selector) => !!selector && path.some((node) => node.matches(selector));
    const button = path.find((node) => node.matches(BUTTONS));
    const state = hit(row?.reject) ? 'rejected' : hit(row?.accept) ? 'accepted' : button && choice(button);
    if (!state) return;
    tell('banner', { state, product: row?.id ?? null, clicks });
    clicks = 0;
  }

  /** Interfaces by the frame that says where they are; each is asked once to say what changes. */
  const INTERFACES = [
    { name: 'tcfapi', version: 2, heard: tcf },
    { name: 'gpp', version: '1.1', heard: gpp },
  ];
  /** @type {Set<string>} */
  const asked = new Set();

  function ask() {
    for (const { name, version } of INTERFACES) {
      if (asked.has(name) || !document.querySelector(`iframe[name='__${name}Locator']`)) continue;
      if (asked.size === 0) addEventListener('message', answered);
      asked.add(name);
      const call = { command: 'addEventListener', parameter: null, version, callId };
      postMessage({ [`__${name}Call`]: call }, '*');
    }
  }

  /** @param {MessageEvent} event */
  function answered(event) {
    if (event.source !== window || !event.data || typeof event.data !== 'object') return;
    for (const { name, heard } of INTERFACES) {
      const answer = event.data[`__${name}Return`];
      if (answer?.callId === callId && answer.returnValue) heard(answer.returnValue);
    }
  }

  /** @param {{ eventStatus?: unknown, tcString?: unknown, gdprApplies?: unknown }} data */
  function tcf({ eventStatus, tcString, gdprApplies }) {
    if (gdprApplies === false || typeof eventStatus !== 'string') return;
    tell('tcf', { event: eventStatus.slice(0, 40), string: text(tcString) });
  }

  /** @param {{ pingData?: { gppString?: unknown } }} event */
  function gpp({ pingData }) {
    const string = text(pingData?.gppString);
    if (string) tell('gpp', { gpp: string });
  }

  /** @param {unknown} value */
  function text(value) {
    return typeof value === 'string' && value.length <= LONGEST_STRING ? value : null;
  }

  return {
    look,
    clicked,
    again() {
      for (const what of said.values()) candor.channel.tell({ type: 'consent', ...what });
    },
  };
});
