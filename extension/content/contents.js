// @ts-check
// Reads links and pictures out of a piece of a document, as `read` reads text.
// src/html/read.rs reads the same natively; tests/pages holds the two together.

candor.part('contents', () => {
  const MOST_LINKS = 20;
  const MOST_IMAGES = 20;
  const MOST_NODES = 2_000;
  const LONGEST_LINK_TEXT = 120;
  const LONGEST_ADDRESS = 8_192;
  /** Smaller pictures are icons and pixels. */
  const SMALLEST_IMAGE = 30;

  /** Attributes in which ads keep a link: those that AdNauseam and adscraper read, and Outbrain's. */
  const LINK_ATTRIBUTES = [
    'href',
    'data-href',
    'data-url',
    'data-click-url',
    'data-target-url',
    'data-redirect',
    'data-pcu',
  ];
  /** Where a link is set when the mouse goes down. What stands there is read; nothing is ever triggered. */
  const HANDLERS = ['onmousedown', 'onclick'];
  /** The shop's domain, in shopping results. */
  const SHOP = 'data-dtld';
  const LINKS =
    'a[href],area[href],' +
    [...LINK_ATTRIBUTES.slice(1), ...HANDLERS, SHOP]
      .map((name) => `[${name}]`)
      .join(',');
  const IMAGES = "img,video[poster],[style*='background']";
  /** What has neither links nor pictures shows no ad. */
  const HOLDS = `${LINKS},${IMAGES}`;
  const { text, resolve, cut, tidy } = candor.read;

  /** An element and what it holds, as far as `selector` matches.
   * @param {Element} root @param {string} selector */
  function* matching(root, selector) {
    if (root.matches(selector)) yield root;
    let left = MOST_NODES;
    for (const element of root.querySelectorAll(selector)) {
      if ((left -= 1) < 0) return;
      yield element;
    }
  }

  /** Addresses that lead somewhere, each with its element. @param {Element} root @returns {Generator<[string, Element]>} */
  function* addresses(root) {
    for (const element of matching(root, LINKS)) {
      const shop = element.getAttribute(SHOP);
      const said = [
        ...LINK_ATTRIBUTES.map((name) => element.getAttribute(name)),
        ...HANDLERS.map((name) => quoted(element.getAttribute(name))),
        shop === null ? null : 'https://' + shop,
      ];
      for (const address of said) {
        const href = resolve(address);
        if (href) yield [href, element];
      }
    }
  }

  /** @param {Element} root */
  function links(root) {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const [href, element] of addresses(root)) {
      if (!found.has(href)) found.set(href, words(element));
      if (found.size >= MOST_LINKS) break;
    }
    return [...found].map(([href, text]) => ({ href, text }));
  }

  /** Whether anything in it leads anywhere. @param {Element} root */
  function leads(root) {
    return !addresses(root).next().done;
  }

  /** The first web address in quotes in a script.
   * @param {string | null} script */
  function quoted(script) {
    return script?.slice(0, LONGEST_ADDRESS).match(/(['"])(https?:\/\/.*?)(?:\1|$)/s)?.[2] ?? null;
  }

  /** What a link says: its text, else what it says to those who cannot see it.
   * @param {Element} element */
  function words(element) {
    const said =
      text(element, LONGEST_LINK_TEXT) ||
      element.getAttribute('aria-label') ||
      element.getAttribute('title') ||
      element.querySelector('img[alt]')?.getAttribute('alt') ||
      '';
    return cut(tidy(said), LONGEST_LINK_TEXT);
  }

  /** @param {Element} root */
  function images(root) {
    /** @type {Set<string>} */
    const found = new Set();
    for (const element of matching(root, IMAGES)) {
      if (found.size >= MOST_IMAGES) break;
      const address = resolve(pictured(element));
      if (address && !small(element)) found.add(address);
    }
    return [...found];
  }

  /** @param {Element} element */
  function pictured(element) {
    if (element.tagName === 'VIDEO') return element.getAttribute('poster');
    if (element.tagName !== 'IMG') return background(element.getAttribute('style') ?? '');
    const src = element.getAttribute('src');
    // A lazy picture stands in with nothing, or with a data: address, until it is looked at.
    if (src && !src.startsWith('data:')) return src;
    return element.getAttribute('data-src') ?? element.getAttribute('srcset')?.trim().split(/[ ,]/)[0] ?? null;
  }

  /** @param {string} style */
  function background(style) {
    const start = style.indexOf('url(');
    const end = style.indexOf(')', start);
    return start < 0 || end < 0 ? null : style.slice(start + 4, end).replace(/^['" ]+|['" ]+$/g, '');
  }

  /** By its attributes, or by the picture itself once loaded; never by asking for its layout.
   * @param {Element} element */
  function small(element) {
    const image = /** @type {HTMLImageElement} */ (element);
    const natural = element.tagName === 'IMG' && image.complete ? image : undefined;
    /** @param {string} name @param {number | undefined} loaded */
    const side = (name, loaded) => Number.parseInt(element.getAttribute(name) ?? '', 10) || loaded || SMALLEST_IMAGE;
    return (
      side('width', natural?.naturalWidth) < SMALLEST_IMAGE || side('height', natural?.naturalHeight) < SMALLEST_IMAGE
    );
  }

  return { links, leads, images, HOLDS };
});
