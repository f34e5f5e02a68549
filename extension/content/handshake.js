// @ts-check
// The line to the worker, and how a frame becomes known: it posts the worker's nonce to its parent,
// whose script sees from which element the message came.

// @ts-expect-error: filled by the scripts that follow.
globalThis.candor ??= {};

candor.channel ??= (() => {
  /** What a hostile page can make one frame say. */
  const FACTS_A_MINUTE = 60;
  const QUESTIONS_A_MINUTE = 300;
  const spent = { minute: 0, facts: 0, questions: 0 };
  let gone = false;

  /** @param {"facts" | "questions"} kind @param {number} most */
  function allowed(kind, most) {
    const minute = Math.floor(performance.now() / 60_000);
    if (minute !== spent.minute) Object.assign(spent, { minute, facts: 0, questions: 0 });
    spent[kind] += 1;
    return spent[kind] <= most;
  }

  /** @param {object} message */
  async function send(message) {
    if (gone) return undefined;
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      // Either the worker could not answer this once, or the extension was updated below us.
      gone = !chrome.runtime?.id;
      return undefined;
    }
  }

  return {
    ask: async (message) => (allowed('questions', QUESTIONS_A_MINUTE) ? send(message) : undefined),
    tell: async (what) => allowed('facts', FACTS_A_MINUTE) && (await send({ what, at: Date.now() }), !gone),
    alive: () => !(gone ||= !chrome.runtime?.id),
  };
})();

candor.frames ??= (() => {
  const PREFIX = 'candor:';
  /** A frame smaller than this shows no ad, and stays silent until it grows. */
  const SMALLEST = { width: 50, height: 20 };
  /** A child that is not told that it was heard (the worker may have died in between) says it again. */
  const AGAIN_AFTER_MS = [0, 1_000, 5_000, 20_000];
  const MOST_WAITING = 300;
  const MOST_ELEMENTS = 20_000;

  /** @type {Map<unknown, string>} */
  const waiting = new Map();
  /** @type {WeakSet<Element>} */
  const known = new WeakSet();
  /** @type {(frame: HTMLElement, id: number) => void} */
  let report = () => {};
  let scheduled = false;
  /** What this frame said last to its parent, which says it back: the page knows it of neither. */
  let said = '';
  /** @type {ReturnType<typeof setTimeout>[]} */
  let again = [];

  /** @param {MessageEvent} event */
  function hear(event) {
    // After an update the scripts that come after hear it: these would swallow it.
    if (!candor.channel.alive()) return removeEventListener('message', hear, true);
    if (!event.isTrusted || typeof event.data !== 'string' || !event.data.startsWith(PREFIX)) return;
    event.stopImmediatePropagation();
    if (event.source === parent && event.data === said) return again.forEach(clearTimeout);
    if (!event.source || event.data.length > 100 || waiting.size >= MOST_WAITING) return;
    waiting.set(event.source, event.data);
    if (!scheduled) setTimeout(settle, 30);
    scheduled = true;
  }

  /** One walk over the frame elements for all that waits, so that many frames cost no more than one. */
  async function settle() {
    scheduled = false;
    const round = new Map(waiting);
    waiting.clear();
    for (const frame of frameElements(document, round)) {
      const source = frame.contentWindow;
      const nonce = source && round.get(source);
      if (!nonce) continue;
      round.delete(source);
      if (known.has(frame)) {
        source.postMessage(nonce, '*');
        continue;
      }
      /** @type {{ frame: number | null } | undefined} */
      const reply = await candor.channel.ask({ whose: nonce });
      if (typeof reply?.frame !== 'number') continue;
      known.add(frame);
      source.postMessage(nonce, '*');
      report(frame, reply.frame);
    }
  }

  /**
   * The document's frame elements, then, while any source is still wanted, those in shadow trees.
   * @param {Document} document @param {Map<unknown, string>} wanted
   */
  function* frameElements(document, wanted) {
    for (const name of ['iframe', 'frame']) {
      yield* [.../** @type {HTMLCollectionOf<HTMLIFrameElement>} */ (document.getElementsByTagName(name))];
    }
    /** @type {(Document | ShadowRoot)[]} */
    const roots = [document];
    let left = MOST_ELEMENTS;
    for (let root = roots.pop(); root && wanted.size > 0; root = roots.pop()) {
      if (root !== document) yield* [...root.querySelectorAll('iframe')];
      for (const element of root.querySelectorAll('*')) {
        if ((left -= 1) < 0) return;
        const shadow = element instanceof HTMLElement && shadowOf(element);
        if (shadow) roots.push(shadow);
      }
    }
  }

  /** @param {HTMLElement} element */
  function shadowOf(element) {
    const firefox = /** @type {{ openOrClosedShadowRoot?: ShadowRoot | null }} */ (/** @type {unknown} */ (element));
    return element.shadowRoot ?? firefox.openOrClosedShadowRoot ?? chrome.dom?.openOrClosedShadowRoot(element);
  }

  async function greet() {
    /** @type {{ nonce: string } | undefined} */
    const reply = await candor.channel.ask({ hello: true });
    if (!reply?.nonce) return;
    said = reply.nonce;
    parent.postMessage(said, '*');
  }

  /** Greets once the frame has a size, without making the page lay itself out. */
  function greetWhenSeen() {
    const watch = new IntersectionObserver(() => {
      if (innerWidth < SMALLEST.width || innerHeight < SMALLEST.height) return;
      watch.disconnect();
      removeEventListener('resize', observe);
      again = AGAIN_AFTER_MS.map((delay) => setTimeout(greet, delay));
    });
    const observe = () => {
      watch.disconnect();
      if (document.documentElement) watch.observe(document.documentElement);
    };
    observe();
    addEventListener('resize', observe);
    addEventListener('DOMContentLoaded', observe, { once: true });
    addEventListener('load', observe, { once: true });
  }

  return {
    start(found) {
      report = found;
      addEventListener('message', hear, true);
      if (window !== window.top) greetWhenSeen();
    },
  };
})();
