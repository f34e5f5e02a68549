// @ts-check
// How a frame becomes known: it posts the worker's nonce to its parent, whose script sees from which element
// the message came, and says it back.

candor.part('frames', () => {
  /** A frame smaller than this shows no ad, and stays silent until it grows. */
  const SMALLEST = { width: 50, height: 20 };
  /** A child that is not told that it was heard (the worker may have died in between) says it again. */
  const AGAIN_AFTER_MS = [1_000, 5_000, 20_000];
  const MOST_WAITING = 300;
  const MOST_ELEMENTS = 20_000;
  const LONGEST_NONCE = 100;

  /** @type {Map<unknown, string>} */
  const waiting = new Map();
  /** @type {WeakSet<Element>} */
  const known = new WeakSet();
  let scheduled = false;
  /** What this frame said last to its parent, which says it back: the page knows it of neither. */
  let said = '';
  let heard = false;
  let entered = false;
  /** @type {IntersectionObserver | undefined} */
  let size;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;

  /** @param {MessageEvent} event */
  function hear({ source, data }) {
    if (source === parent && data === said) {
      heard = true;
      return clearTimeout(again);
    }
    if (!source || data.length > LONGEST_NONCE || waiting.size >= MOST_WAITING) return;
    waiting.set(source, data);
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
      if (typeof id !== 'number') return;
      known.add(frame);
      source.postMessage(nonce, '*');
      candor.ads.slot(frame, id);
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

  async function greet(after = AGAIN_AFTER_MS) {
    const [next, ...rest] = after;
    if (next !== undefined) again = setTimeout(greet, next, rest);
    /** @type {{ nonce: string } | undefined} */
    const reply = await candor.channel.ask({ hello: true });
    if (!reply?.nonce) return;
    said = reply.nonce;
    parent.postMessage(said, '*');
  }

  /** Greets once the frame has a size, without making the page lay itself out; then `go` goes on. To be called
   * again while the document may be another one.
   * @param {() => void} go */
  function enter(go) {
    size ??= new IntersectionObserver(() => {
      if (entered || innerWidth < SMALLEST.width || innerHeight < SMALLEST.height) return;
      entered = true;
      size?.disconnect();
      removeEventListener('resize', observe);
      greet();
      go();
    });
    if (!entered) observe();
  }

  function observe() {
    size?.disconnect();
    addEventListener('resize', observe);
    if (document.documentElement) size?.observe(document.documentElement);
  }

  return { hear, enter, heard: () => heard };
});
