// @ts-check
// The frames that this one holds: from which element a frame's word came, and so where it lies.

candor.part('children', () => {
  const MOST_WAITING = 300;
  const MOST_ELEMENTS = 20_000;
  const LONGEST_NONCE = 100;

  /** @type {Map<unknown, string>} */
  const waiting = new Map();
  /** @type {WeakSet<Element>} */
  const known = new WeakSet();
  let scheduled = false;

  /** @param {MessageEventSource | null} source @param {string} nonce */
  function hear(source, nonce) {
    if (!source || nonce.length > LONGEST_NONCE || waiting.size >= MOST_WAITING) return;
    waiting.set(source, nonce);
    if (!scheduled) setTimeout(settle, 30);
    scheduled = true;
  }

  /** One walk over the frame elements and one question for all that waits: many frames cost no more than one. */
  async function settle() {
    scheduled = false;
    const round = new Map(waiting);
    waiting.clear();
    /** @type {{ frame: HTMLIFrameElement, source: Window, nonce: string }[]} */
    const unknown = [];
    for (const frame of frameElements(document, round)) {
      const source = frame.contentWindow;
      const nonce = source && round.get(source);
      if (!nonce) continue;
      round.delete(source);
      if (known.has(frame)) source.postMessage(nonce, '*');
      else unknown.push({ frame, source, nonce });
    }
    if (unknown.length === 0) return;
    /** @type {{ frames: (number | null)[] } | undefined} */
    const reply = await candor.channel.ask({ whose: unknown.map(({ nonce }) => nonce) });
    unknown.forEach(({ frame, source, nonce }, at) => {
      const id = reply?.frames?.[at];
      if (typeof id !== 'number' || !candor.ads.slot(frame, id)) return;
      known.add(frame);
      source.postMessage(nonce, '*');
    });
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

  return { hear };
});
