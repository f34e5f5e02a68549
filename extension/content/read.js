// @ts-check
// Reads text and addresses out of a piece of a document: bounded, and without making the page lay itself out.
// src/html/read.rs reads the same natively; tests/pages holds the two together.

candor.part('read', () => {
  const MOST_NODES = 2_000;
  const LONGEST_ADDRESS = 8_192;
  const LONGEST_WORD = 80;
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

  /** A web address in full; nothing where it is none (`javascript:`, `mailto:`, `#top`). Not by a link that stands
   * nowhere: on a page over http Chromium looks up the host of a link as soon as its address is set, and Candor would
   * ask the network about what it only reads.
   * @param {string | null} address */
  function resolve(address) {
    const text = address?.trim();
    if (!text || text.startsWith('#') || text.length > LONGEST_ADDRESS) return undefined;
    const { href = '', protocol } = URL.parse(text, document.baseURI) ?? {};
    const web = protocol === 'https:' || protocol === 'http:';
    return web && href.length <= LONGEST_ADDRESS ? href : undefined;
  }

  /** The host of an address in full. @param {string} address */
  function hostOf(address) {
    return URL.parse(address)?.hostname ?? '';
  }

  /** The text of an element as a person would read it, as far as that shows without its layout.
   * @param {Element} root @param {number} most */
  function text(root, most) {
    // A walk asks back for every node: what holds only text is read at once, or nothing.
    const whole = root.textContent ?? '';
    if (!root.firstElementChild || whole.trim() === '') return cut(tidy(whole.slice(0, 4 * most)), most);
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

  return { text, resolve, hostOf, cut, tidy };
});
