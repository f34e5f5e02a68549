// @ts-check
// Reads links, pictures and text out of a piece of a document: bounded, and without making the page
// lay itself out. src/html/read.rs reads the same natively; tests/pages holds the two together.

candor.part('read', () => {
  const MOST_LINKS = 20;
  const MOST_IMAGES = 20;
  const MOST_NODES = 2_000;
  const LONGEST_ADDRESS = 8_192;
  const LONGEST_LINK_TEXT = 120;
  const LONGEST_WORD = 80;
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
  const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TITLE', 'IFRAME', 'TEXTAREA']);

  /** @param {string | null | undefined} text @param {number} most */
  function cut(text, most) {
    return text ? (text.length > most ? text.slice(0, most) : text).toWellFormed() : '';
  }

  /** @param {string} text */
  function tidy(text) {
    if (text.length < LONGEST_WORD && isTidy(text)) return text;
    return text.replace(/[ \t\n\f\r\u00a0]+/g, ' ').replace(/^ | $/g, '');
  }

  /** Most short texts are, and the expressions above would have to be compiled first, in every page. @param {string} text */
  function isTidy(text) {
    let space = true;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0xa0 || (code < 0x20 && code !== 0x0b) || (code === 0x20 && space)) return false;
      space = code === 0x20;
    }
    return text === '' || !space;
  }

  /** A web address in full; nothing where it is none (`javascript:`, `mailto:`, `#top`).
   * @param {string | null} address */
  function resolve(address) {
    const text = address?.trim();
    if (!text || text.startsWith('#') || text.length > LONGEST_ADDRESS) return undefined;
    try {
      const url = new URL(text, document.baseURI);
      const web = url.protocol === 'https:' || url.protocol === 'http:';
      return web && url.href.length <= LONGEST_ADDRESS ? url.href : undefined;
    } catch {
      return undefined;
    }
  }

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

  /** @param {Element} root @param {number} [most] */
  function links(root, most = MOST_LINKS) {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const element of matching(root, LINKS)) {
      const shop = element.getAttribute(SHOP);
      const addresses = [
        ...LINK_ATTRIBUTES.map((name) => element.getAttribute(name)),
        ...HANDLERS.map((name) => quoted(element.getAttribute(name))),
        shop === null ? null : 'https://' + shop,
      ];
      for (const address of addresses) {
        const href = resolve(address);
        if (!href || found.has(href)) continue;
        found.set(href, words(element));
        if (found.size >= most) return list(found);
      }
    }
    return list(found);
  }

  /** The first web address in quotes in a script.
   * @param {string | null} script */
  function quoted(script) {
    return script?.slice(0, LONGEST_ADDRESS).match(/(['"])(https?:\/\/.*?)(?:\1|$)/s)?.[2] ?? null;
  }

  /** @param {Map<string, string>} found */
  function list(found) {
    return [...found].map(([href, text]) => ({ href, text }));
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
    const natural = element instanceof HTMLImageElement && element.complete ? element : undefined;
    /** @param {string} name @param {number | undefined} loaded */
    const side = (name, loaded) => Number.parseInt(element.getAttribute(name) ?? '', 10) || loaded || SMALLEST_IMAGE;
    return (
      side('width', natural?.naturalWidth) < SMALLEST_IMAGE || side('height', natural?.naturalHeight) < SMALLEST_IMAGE
    );
  }

  /** The text of an element as a person would read it, as far as that shows without its layout.
   * @param {Element} root @param {number} most */
  function text(root, most) {
    // A walk asks back for every node: what holds only text is read at once.
    if (!root.firstElementChild) return cut(tidy((root.textContent ?? '').slice(0, 4 * most)), most);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      const element = /** @type {Element} */ (node);
      return SILENT.has(element.tagName.toUpperCase()) || element.hasAttribute('hidden')
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP;
    });
    let said = '';
    let left = MOST_NODES;
    while (said.length < 4 * most && (left -= 1) >= 0 && walker.nextNode()) {
      said += ' ' + (walker.currentNode.nodeValue ?? '').slice(0, 4 * most);
    }
    return cut(tidy(said), most);
  }

  return { links, images, text, resolve, cut, tidy, HOLDS };
});
