// @ts-check
// What is said of a thing that `ads` watches: whose markup it is, what it holds, and where it lies. src/html/ads.rs
// reads the same natively.

/** What is known markup at all. */
candor.part('marked', () => candor.markup.map(([, selector]) => selector).join(','));

candor.part('said', () => {
  const LONGEST_TEXT = 300;
  const LONGEST_METADATA = 8_192;
  const MOST_PRINTED = 8;
  /** What changes in an ad that `renew` does not see is read after this time. */
  const READ_AGAIN_MS = 4_000;
  const MOST_NAMES = 4;
  const LONGEST_NAME = 100;
  const MOVED_BY = 40;
  const { text, cut } = candor.read;
  const { links, images } = candor.contents;

  /** @param {Element} element */
  function systemOf(element) {
    return candor.markup.find(([, selector]) => element.matches(selector))?.[0] ?? null;
  }

  /** Places that differ by little are the same place. @param {import("./content").Watched} one */
  function place({ rect }) {
    return rect && [rect.x, rect.y, rect.width, rect.height].map((side) => Math.round(side / MOVED_BY));
  }

  /** @param {import("./content").Watched} one @returns {import("../types").AdCandidate} */
  function candidate(one) {
    const now = performance.now();
    if (!one.content || now - one.read > READ_AGAIN_MS) Object.assign(one, { content: contentOf(one.element), read: now });
    return {
      element: one.id,
      found_by: one.found_by,
      rect: /** @type {import("../types").Rect} */ (one.rect),
      viewable_ms: Math.round(one.viewable),
      markup: one.markup,
      .../** @type {import("./content").Content} */ (one.content),
    };
  }

  /** @param {Element} element @returns {import("./content").Content} */
  function contentOf(element) {
    return {
      links: links(element),
      images: images(element),
      text: text(element, LONGEST_TEXT),
      metadata: metadata(),
    };
  }

  /** Has an ad read anew where it changed: what changes with it is looked at, at a fraction of the cost of reading it.
   * @param {import("./content").Watched} one */
  function renew(one) {
    const { element } = one;
    const said = [element, ...element.querySelectorAll('a,img')].slice(0, MOST_PRINTED).map((part) => {
      const loaded = part instanceof HTMLImageElement && part.complete;
      return `${part.getAttribute('href') ?? part.getAttribute('src')} ${loaded}`;
    });
    const print = [element.getElementsByTagName('*').length, element.textContent?.length, ...said].join(' ');
    if (print !== one.print) Object.assign(one, { content: null, print });
  }

  /** @param {import("./content").Watched} one @returns {import("../types").FrameSlot} */
  function slot(one) {
    return {
      element: one.id,
      child: one.frame ?? 0,
      rect: /** @type {import("../types").Rect} */ (one.rect),
      viewable_ms: Math.round(one.viewable),
      markup: one.markup,
      names: one.names,
    };
  }

  /** DOM ids of a frame's element and of those around it: by one of them the page's ad tools name its slot.
   * @param {Element} frame */
  function namesAround(frame) {
    const names = [];
    for (let at = frame.closest('[id]'); at && names.length < MOST_NAMES; at = at.parentElement?.closest('[id]') ?? null)
      if (at.id) names.push(cut(at.id, LONGEST_NAME));
    return names;
  }

  function metadata() {
    const meta = document.querySelector('meta[name="AdsMetadata" i]');
    const content = meta?.getAttribute('content');
    return content ? cut(content, LONGEST_METADATA) : null;
  }

  return { candidate, contentOf, namesAround, place, renew, slot, systemOf };
});
