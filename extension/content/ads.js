// @ts-check
// Finds what may be an ad, and watches how long it is in view. Whether it is one, and whose, the core
// decides. src/html/ads.rs finds the same natively.

candor.part('ads', () => {
  const MOST_CANDIDATES = 40;
  const MOST_SLOTS = 200;
  const MOST_NEW_IMAGES = 500;
  /** Reported when it was in view for this long: seen at all, and looked at. */
  const STEPS_MS = [1_000, 5_000];
  /** What is new is told together. A frame tells its first after the page around it told where it lies, so
   * that a label is put once and where it stays. */
  const SOON_MS = 50;
  const FIRST_MS = window === window.top ? SOON_MS : 300;

  /** Taboola's cross on an item. */
  const STOPS = '.trc_user_exclude_btn';
  /** Google's menu behind the cross: what was answered there, a request tells, which the worker sees. */
  const MENUS = '#mute_panel,.mute_panel';

  const ALL_MARKUP = candor.marked;
  const { resolve, hostOf } = candor.read;
  const { leads, images } = candor.contents;
  const { candidate, contentOf, namesAround, place, renew, slot, systemOf } = candor.said;

  /** @type {Map<Element, import("./content").Watched>} */
  const watched = new Map();
  /** @type {WeakMap<Element, number>} */
  const numbers = new WeakMap();
  /** Pictures that were looked at and lead nowhere else. @type {WeakSet<Element>} */
  const plain = new WeakSet();
  let last = 0;
  /** Candidates that are watched. */
  let count = 0;
  let due = false;
  let told = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ticking;

  /** @type {IntersectionObserver | undefined} */
  let sight;
  /** What it was asked about. @type {WeakSet<Element>} */
  const observed = new WeakSet();

  /** Host of the page at the top, where the browser says it; a frame cannot be first party to itself. */
  const pageHost = (() => {
    const top =
      window === window.top ? location.href : location.ancestorOrigins?.[location.ancestorOrigins.length - 1];
    return top ? hostOf(top) : '';
  })();

  /** Whether an address is surely of another host. Of which site the core decides, by the public suffixes.
   * @param {string} address */
  function leavesPage(address) {
    const host = hostOf(address);
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
      print: '',
      read: 0,
      sent: '',
      seen: '',
      ...more,
    };
    watched.set(element, one);
    if (one.frame === undefined) count += 1;
    if (!one.rect) observe(one);
  }

  /** Has the browser say where a thing is and how much of it shows; again where it had no size yet.
   * @param {import("./content").Watched} one */
  function observe({ measured }) {
    sight ??= new IntersectionObserver(seen, { threshold: [0, 0.5] });
    sight.unobserve(measured);
    sight.observe(measured);
    observed.add(measured);
  }

  function look() {
    for (const [element, one] of watched) {
      if (!element.isConnected || !one.measured.isConnected) {
        forget(element, one);
        continue;
      }
      if (one.content) renew(one);
      // What has no size yet is asked for again: the observer does not say when it grows out of sight.
      if (!one.rect?.width) observe(one);
    }
    byMarkup();
    // What covers the whole frame covers its pictures.
    if (window === window.top || !wholeDocument()) byPicture();
    soon();
  }

  /** @param {Element} element @param {import("./content").Watched} one */
  function forget(element, one) {
    sight?.unobserve(one.measured);
    watched.delete(element);
    if (one.frame === undefined) count -= 1;
  }

  /** Elements with the markup of a known system, the outermost of nested ones. An element that only
   * holds a frame is left to the frame itself. */
  function byMarkup() {
    for (const element of document.querySelectorAll(ALL_MARKUP)) {
      if (full()) return;
      if (watched.has(element) || element.parentElement?.closest(ALL_MARKUP)) continue;
      if (leads(element)) watch(element, { markup: systemOf(element) });
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
    if (!body || watched.has(body)) return true;
    if ([...watched.values()].some((one) => one.markup && one.frame === undefined)) return false;
    const content = contentOf(body);
    if (!content.links.some(({ href }) => leavesPage(href)) && !content.images.some(leavesPage)) return false;
    for (const [element, one] of watched) if (one.frame === undefined) forget(element, one);
    // Of a frame that the one around knows nothing more is asked: there it is seen how much of it shows.
    watch(body, { id: 0, found_by: 'cross_site_link', content, read: performance.now(), rect: wholeView() });
    return true;
  }

  function wholeView() {
    return inFrame({ x: 0, y: 0, width: innerWidth, height: innerHeight });
  }

  function full() {
    return count >= MOST_CANDIDATES || watched.has(document.body);
  }

  function candidates() {
    return [...watched.values()].filter((one) => one.frame === undefined);
  }

  /** @type {IntersectionObserverCallback} */
  function seen(entries) {
    const now = performance.now();
    for (const { target, boundingClientRect: box, intersectionRatio, isIntersecting } of entries) {
      for (const one of watched.values()) {
        if (one.measured !== target) continue;
        one.rect = one.id === 0 ? wholeView() : inFrame(box, true);
        const inView = isIntersecting && intersectionRatio >= 0.5 && !document.hidden;
        add(one, now);
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
  function add(one, now) {
    if (one.since === null) return;
    one.viewable += now - one.since;
    one.since = now;
  }

  /** Wakes when something that is in view reaches its next step. Of a frame whose parent knows it, the parent tells
   * for how long. */
  function tick() {
    if (ticking !== undefined || candor.frames.heard()) return;
    let wait = Infinity;
    for (const { since, viewable } of watched.values()) {
      const next = since === null ? undefined : STEPS_MS.find((ms) => viewable <= ms);
      if (next !== undefined) wait = Math.min(wait, next - viewable);
    }
    if (wait === Infinity) return;
    ticking = setTimeout(() => {
      ticking = undefined;
      flush();
      tick();
    }, wait + 20);
  }

  function soon() {
    if (due) return;
    due = true;
    setTimeout(flush, told ? SOON_MS : FIRST_MS);
  }

  /** @param {boolean} [leaving] */
  function flush(leaving = false) {
    due = false;
    const now = performance.now();
    const heard = candor.frames.heard();
    const whole = watched.get(document.body);
    if (!heard && watched.size > 0) candor.page.listen();
    if (!heard && whole?.id === 0 && !observed.has(whole.measured)) observe(whole);
    /** @type {[import("./content").Watched, string, object][]} */
    const news = [];
    for (const one of watched.values()) {
      if (!one.rect || one.rect.width < 1 || one.rect.height < 1) continue;
      add(one, now);
      if (leaving) one.since = null;
      const said = one.frame === undefined ? candidate(one) : slot(one);
      const signature = JSON.stringify({ ...said, rect: null, viewable_ms: null });
      // Where and how long a frame shows, its parent tells, once it knows it.
      const seen = heard ? one.seen : JSON.stringify([place(one), step(one, leaving)]);
      if (signature === one.sent && seen === one.seen) continue;
      one.seen = seen;
      news.push([one, signature, said]);
    }
    tell(
      'ads',
      news.filter(([one]) => one.frame === undefined),
    );
    tell(
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

  /** @param {import("./content").Watched} one @param {boolean} leaving */
  function step({ viewable }, leaving) {
    return leaving ? Math.round(viewable / 1_000) : STEPS_MS.filter((ms) => viewable >= ms).length;
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

  return {
    look,
    flush,
    pressed,
    again() {
      for (const one of watched.values()) one.sent = '';
      soon();
    },
    slot(frame, id) {
      if ([...watched.values()].filter((one) => one.frame !== undefined).length >= MOST_SLOTS) return false;
      const around = frame.closest(ALL_MARKUP);
      watch(frame, { frame: id, markup: around && systemOf(around), names: namesAround(frame) });
      return true;
    },
    element(id) {
      return [...watched.values()].find((one) => one.id === id)?.element;
    },
    measured(id) {
      return [...watched.values()].find((one) => one.id === id)?.measured;
    },
  };
});
