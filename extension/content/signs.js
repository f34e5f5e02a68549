// @ts-check
// Signs that a page may speak of consent: looked for at every look, so at as little cost as can be. Where there is
// one, consent.js looks closer.

candor.part('signs', () => {
  const LONGEST_KEPT = 16_384;
  const MOST_KEPT = 20;
  const MOST_KEYS = 500;
  const top = window === window.top;
  const KEPT = candor.banners.flatMap(([, , , , kept]) => kept.split('|'));
  /** What other banners are called by those who write them. */
  const GENERIC = ['cookie', 'consent']
    .flatMap((word) => [`[id*='${word}' i]`, `[class*='${word}' i]`, `[aria-label*='${word}' i]`])
    .map((selector) => `:is(div,section,aside,dialog,form)${selector}`)
    .join(',');
  /** The frames that say where the standard interfaces are. */
  const LOCATORS = "iframe[name='__tcfapiLocator'],iframe[name='__gppLocator']";
  /** In the frame of a banner, its buttons are the banner. */
  const ANY = top
    ? [...candor.banners.map(([, banner]) => banner), LOCATORS, GENERIC].join(',')
    : candor.banners.flatMap(([, , accept, reject, , frame]) => (frame === 'yes' ? [accept, reject] : [])).join(',');

  /** Whether the page's own storage was asked. That is done once where nothing else speaks of consent: a product that
   * keeps the choice of an earlier visit there need not show anything, but most pages wait until the browser has fetched it. */
  let asked = false;

  function any() {
    if (document.querySelector(ANY) !== null) return true;
    const stored = top && !asked;
    asked = true;
    return top && kept(stored).length > 0;
  }

  /** Cookies and keys of the page's own storage in which banners keep a choice.
   * @param {boolean} [stored] whether the storage is asked though no cookie speaks of a choice
   * @returns {[string, string][]} */
  function kept(stored = true) {
    /** @type {[string, string][]} */
    const found = [];
    try {
      for (const pair of document.cookie.split('; ')) {
        const at = pair.indexOf('=');
        if (at > 0 && ours(pair.slice(0, at))) found.push([pair.slice(0, at), pair.slice(at + 1)]);
      }
      const names = stored || found.length > 0 ? Object.keys(localStorage).slice(0, MOST_KEYS) : [];
      for (const name of names) if (ours(name)) found.push([name, localStorage.getItem(name) ?? '']);
    } catch {
      // Sandboxed, or the person lets nothing be kept.
    }
    return found.slice(0, MOST_KEPT).map(([name, value]) => [name, value.slice(0, LONGEST_KEPT)]);
  }

  /** @param {string} name */
  function ours(name) {
    return KEPT.some((known) => (known.endsWith('*') ? name.startsWith(known.slice(0, -1)) : name === known));
  }

  return { any, kept, GENERIC };
});
