// @ts-check
// Finds what may be an ad, and watches how long it is in view. Whether it is one, and whose, the core
// decides. src/html/ads.rs finds the same natively.

candor.ads ??= (() => {
  const MOST_CANDIDATES = 40;
  const MOST_SLOTS = 200;
  const MOST_NEW_IMAGES = 500;
  const LONGEST_TEXT = 300;
  const LONGEST_METADATA = 8_192;
  const MOST_NAMES = 4;
  const LONGEST_NAME = 100;
  /** Reported when it was in view for this long: seen at all, and looked at. */
  const STEPS_MS = [1_000, 5_000];
  const MOVED_BY = 40;
  /** What is new is told together. A frame tells its first after the page around it told where it lies, so
   * that a label is put once and where it stays. */
  const SOON_MS = 50;
  const FIRST_MS = window === window.top ? SOON_MS : 300;

  /** Taboola's cross on an item. */
  const STOPS = '.trc_user_exclude_btn';
  /** Google's menu behind the cross: what was answered there, a request tells, which the worker sees. */
  const MENUS = '#mute_panel,.mute_panel';

  const ALL_MARKUP = candor.markup.map(([, selector]) => selector).join(',');
  const { links, images, text, resolve, cut } = candor.read;

  /** @type {Map<Element, import("./content").Watched>} */
  const watched = new Map();
  /** @type {WeakMap<Element, number>} */
  const numbers = new WeakMap();
  /** Pictures that were looked at and lead nowhere else. @type {WeakSet<Element>} */
  const plain = new WeakSet();
  let last = 0;
  let due = false;
  let told = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ticking;

  const sight = new IntersectionObserver(seen, { threshold: [0, 0.5] });

  /** Host of the page at the top, where the browser says it; a frame cannot be first party to itself. */
  const pageHost = (() => {
    const top =
      window === window.top ? location.href : location.ancestorOrigins?.[location.ancestorOrigins.length - 1];
    try {
      return top ? new URL(top).hostname : '';
    } catch {
      return '';
    }
  })();

  /** Whether an address is surely of another host. Of which site the core decides, by the public suffixes.
   * @param {string} address */
  function leavesPage(address) {
    const host = new URL(address).hostname;
    const [here, there] = [pageHost, host].map((name) => name.replace(/^www\./, ''));
    return !(here === there || here.endsWith(`.${there}`) || there.endsWith(`.${here}`));
  }

  /** @param {Element} element @param {Partial<import("./content").Watched>} more */
  function watch(element, more) {
    const id = more.id ?? numbers.get(element) ?? (last += 1);
    numbers.set(element, id);
    const one = {
      id,
      element,
      measured: element,
      found_by: /** @type {const} */ ('markup'),
      markup: null,
      names: [],
      rect: null,
      since: null,
      viewable: 0,
      content: null,
      sent: '',
      ...more,
    };
    watched.set(element, one);
    sight.observe(one.measured);
  }

  function look() {
    for (const [element, one] of watched) {
      one.content = null;
      if (!element.isConnected || !one.measured.isConnected) forget(element, one);
      // What has no size yet is asked for again: the observer does not say when it grows out of sight.
      else if (!one.rect?.width) (sight.unobserve(one.measured), sight.observe(one.measured));
    }
    byMarkup();
    byPicture();
    if (window !== window.top) wholeDocument();
    soon();
  }

  /** @param {Element} element @param {import("./content").Watched} one */
  function forget(element, one) {
    sight.unobserve(one.measured);
    watched.delete(element);
  }

  /** Elements with the markup of a known system, the outermost of nested ones. An element that only
   * holds a frame is left to the frame itself. */
  function byMarkup() {
    for (const element of document.querySelectorAll(ALL_MARKUP)) {
      if (full()) return;
      if (watched.has(element) || element.parentElement?.closest(ALL_MARKUP)) continue;
      if (links(element, 1).length > 0) watch(element, { markup: systemOf(element) });
    }
  }

  /** Links around pictures that leave the page. */
  function byPicture() {
    let left = MOST_NEW_IMAGES;
    for (const image of document.images) {
      if (full()) return;
      if (plain.has(image)) continue;
      if ((left -= 1) < 0) return;
      const link = /** @type {HTMLAnchorElement | null} */ (image.closest('a[href]'));
      const href = link && link.hostname !== pageHost && resolve(link.getAttribute('href'));
      if (!href || !leavesPage(href)) plain.add(image);
      else if (watched.has(link) || link.closest(ALL_MARKUP)) continue;
      else if (images(link).length > 0) watch(link, { found_by: 'cross_site_link', measured: image });
    }
  }

  /** A frame as a whole, unless what was found inside covers its links. */
  function wholeDocument() {
    const body = document.body;
    if (!body || watched.has(body) || [...watched.values()].some((one) => one.markup && one.frame === undefined))
      return;
    const found = links(body);
    if (!found.some(({ href }) => leavesPage(href)) && !images(body).some(leavesPage)) return;
    for (const [element, one] of watched) if (one.frame === undefined) forget(element, one);
    watch(body, { id: 0, found_by: 'cross_site_link' });
  }

  function full() {
    return watched.has(document.body) || candidates().length >= MOST_CANDIDATES;
  }

  function candidates() {
    return [...watched.values()].filter((one) => one.frame === undefined);
  }

  /** @param {Element} element */
  function systemOf(element) {
    return candor.markup.find(([, selector]) => element.matches(selector))?.[0] ?? null;
  }

  /** @type {IntersectionObserverCallback} */
  function seen(entries) {
    const now = performance.now();
    for (const { target, boundingClientRect: box, intersectionRatio, isIntersecting } of entries) {
      for (const one of watched.values()) {
        if (one.measured !== target) continue;
        one.rect =
          one.id === 0 ? inFrame({ x: 0, y: 0, width: innerWidth, height: innerHeight }) : inFrame(box, true);
        const inView = isIntersecting && intersectionRatio >= 0.5 && !document.hidden;
        count(one, now);
        one.since = inView ? now : null;
      }
    }
    tick();
    soon();
  }

  /** A box in whole pixels of its document; the observer's are relative to the view.
   * @param {import("../types").Rect} box @param {boolean} [ofView] @returns {import("../types").Rect} */
  function inFrame({ x, y, width, height }, ofView = false) {
    const [left, top] = ofView ? [x + scrollX, y + scrollY] : [x, y];
    const [across, down] = [Math.max(0, width), Math.max(0, height)];
    return { x: Math.round(left), y: Math.round(top), width: Math.round(across), height: Math.round(down) };
  }

  /** Adds the time in view so far. @param {import("./content").Watched} one @param {number} now */
  function count(one, now) {
    if (one.since === null) return;
    one.viewable += now - one.since;
    one.since = now;
  }

  /** Wakes once a second while something is in view that has a step before it. */
  function tick() {
    const waits = [...watched.values()].some((one) => one.since !== null && one.viewable <= STEPS_MS[1]);
    if (!waits || ticking !== undefined) return;
    ticking = setTimeout(() => {
      ticking = undefined;
      flush();
      tick();
    }, STEPS_MS[0] + 20);
  }

  function soon() {
    if (due) return;
    due = true;
    setTimeout(flush, told ? SOON_MS : FIRST_MS);
  }

  /** @param {boolean} [leaving] */
  async function flush(leaving = false) {
    due = false;
    const now = performance.now();
    /** @type {[import("./content").Watched, string, object][]} */
    const news = [];
    for (const one of watched.values()) {
      if (!one.rect || one.rect.width < 1 || one.rect.height < 1) continue;
      count(one, now);
      if (leaving) one.since = null;
      const said = one.frame === undefined ? candidate(one) : slot(one);
      const signature = JSON.stringify([{ ...said, rect: null, viewable_ms: null }, place(one), step(one, leaving)]);
      if (signature !== one.sent) news.push([one, signature, said]);
    }
    await tell(
      'ads',
      news.filter(([one]) => one.frame === undefined),
    );
    await tell(
      'slots',
      news.filter(([one]) => one.frame !== undefined),
    );
  }

  /** @param {"ads" | "slots"} type @param {[import("./content").Watched, string, object][]} news */
  async function tell(type, news) {
    if (news.length === 0) return;
    told = true;
    const facts = news.map(([, , said]) => said);
    const what = type === 'ads' ? { type, candidates: facts } : { type, slots: facts };
    for (const [one, signature] of news) one.sent = signature;
    const taken = await candor.channel.tell(/** @type {import("../types").What} */ (what));
    if (!taken) for (const [one, signature] of news) if (one.sent === signature) one.sent = '';
  }

  /** Places that differ by little are the same place. @param {import("./content").Watched} one */
  function place({ rect }) {
    return rect && [rect.x, rect.y, rect.width, rect.height].map((side) => Math.round(side / MOVED_BY));
  }

  /** @param {import("./content").Watched} one @param {boolean} leaving */
  function step({ viewable }, leaving) {
    return leaving ? Math.round(viewable / 1_000) : STEPS_MS.filter((ms) => viewable >= ms).length;
  }

  /** @param {import("./content").Watched} one @returns {import("../types").AdCandidate} */
  function candidate(one) {
    one.content ??= {
      links: links(one.element),
      images: images(one.element),
      text: text(one.element, LONGEST_TEXT),
      metadata: metadata(),
    };
    return {
      element: one.id,
      found_by: one.found_by,
      rect: /** @type {import("../types").Rect} */ (one.rect),
      viewable_ms: Math.round(one.viewable),
      markup: one.markup,
      ...one.content,
    };
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

  /** The person's own press on the "stop" that an ad offers. A page cannot feign it: only a trusted click counts.
   * @param {MouseEvent} event */
  function pressed(event) {
    const target = event.composedPath()[0];
    if (!event.isTrusted || !(target instanceof Element)) return;
    if (window !== window.top && target.closest(MENUS)) {
      candor.channel.tell({ type: 'stopped', element: 0, menu: true });
    }
    if (!target.closest(STOPS)) return;
    const one = candidates().find(({ element }) => element.contains(target));
    if (one) candor.channel.tell({ type: 'stopped', element: one.id, menu: false });
  }

  addEventListener('click', pressed, true);

  return {
    look,
    flush,
    again() {
      for (const one of watched.values()) one.sent = '';
      soon();
    },
    slot(frame, id) {
      if ([...watched.values()].filter((one) => one.frame !== undefined).length >= MOST_SLOTS) return;
      const around = frame.closest(ALL_MARKUP);
      watch(frame, { frame: id, markup: around && systemOf(around), names: namesAround(frame) });
    },
    element(id) {
      return [...watched.values()].find((one) => one.id === id)?.element;
    },
    measured(id) {
      return [...watched.values()].find((one) => one.id === id)?.measured;
    },
  };
})();
