// @ts-check
// What the page says about itself: found, bounded, not interpreted. src/html/page.rs reads the same natively.

candor.part('collect', () => {
  const MOST_JSON_LD = 20;
  const LONGEST_JSON_LD = 65_536;
  const MOST_META = 200;
  const LONGEST_META = 1_000;
  const MOST_ITEMS = 50;
  const MOST_PRIVACY_LINKS = 20;
  /** Such links stand at the top or, mostly, in the footer. */
  const FIRST_LINKS = 50;
  const LAST_LINKS = 150;
  const PRIVACY_WORDS = [
    'privacy',
    'opt-out',
    'opt out',
    'optout',
    'do not sell',
    'do-not-sell',
    'your choices',
    'adchoices',
    'cookie',
    'datenschutz',
    'widerspruch',
    'einwilligung',
  ];
  const MOST_ASKING_LINKS = 10;
  const ASKING_WORDS = [
    'preference cent',
    'preferences',
    'preference-cent',
    'feedback',
    'survey',
    'tell us why',
    'your opinion',
    'umfrage',
    'deine meinung',
    'ihre meinung',
    'newsletter-einstellungen',
  ];
  const EITHER_WORDS = [...PRIVACY_WORDS, ...ASKING_WORDS];
  /** What a form asks by; most pages hold none. */
  const FIELDS = 'input,select,textarea';
  const MOST_HEADINGS = 30;
  const MOST_GAPS = 5;
  const LONGEST_GAP = 120;
  /** What a template leaves behind: its marks, or the words for nothing. */
  const LEFT_BEHIND = ['{{', '%%', '${', '[', 'undefined', 'null', 'fname'];
  const { cut, tidy, resolve, text } = candor.read;

  /** @param {string[]} [leftBehind] @returns {import("../types").PageFacts} */
  function page(leftBehind = gaps()) {
    let truncated = false;
    /** @template T @param {Iterable<T>} all @param {number} most @returns {T[]} */
    const first = (all, most) => {
      const list = [...all];
      truncated ||= list.length > most;
      return list.slice(0, most);
    };
    const scripts = first(document.querySelectorAll('script[type="application/ld+json" i]'), MOST_JSON_LD);
    const json_ld = scripts.map((script) => {
      const whole = script.textContent ?? '';
      truncated ||= whole.length > LONGEST_JSON_LD;
      return cut(whole, LONGEST_JSON_LD);
    });
    const named = [...document.getElementsByTagName('meta')].filter(
      (meta) => nameOf(meta) && meta.hasAttribute('content'),
    );
    const meta = first(named, MOST_META).map(
      (element) => /** @type {[string, string]} */ ([cut(nameOf(element), 100), cut(element.content, LONGEST_META)]),
    );
    const tops = first(document.querySelectorAll('[itemscope]:not([itemprop])'), MOST_ITEMS);
    const { microdata, cutOff } = tops.length > 0 ? candor.microdata(tops) : { microdata: [], cutOff: false };
    truncated ||= cutOff;
    return {
      title: cut(tidy(document.title), 300),
      lang: cut(document.documentElement?.getAttribute('lang'), 35),
      json_ld,
      meta,
      microdata,
      canonical: canonical() ?? null,
      ...speakingLinks(),
      forms: document.querySelector(FIELDS) ? candor.forms() : [],
      gaps: leftBehind,
      truncated,
    };
  }

  /** What changes when the page facts do, at a fraction of their cost. @param {string[]} leftBehind */
  function signature(leftBehind) {
    const scripts = document.querySelectorAll('script[type="application/ld+json" i]');
    const lengths = [...scripts].slice(0, MOST_JSON_LD).map((script) => script.firstChild?.nodeValue?.length ?? 0);
    const items = document.querySelectorAll('[itemscope]').length;
    const metas = document.getElementsByTagName('meta').length;
    const canonical = document.querySelector('link[rel~="canonical" i]')?.getAttribute('href');
    const fields = ['input', 'select', 'textarea'].map((name) => document.getElementsByTagName(name).length);
    return [location.href, document.title, canonical, items, metas, ...fields, ...leftBehind, ...lengths].join('|');
  }

  function canonical() {
    return resolve(document.querySelector('link[rel~="canonical" i]')?.getAttribute('href') ?? null);
  }

  /** @param {Element} meta */
  function nameOf(meta) {
    return meta.getAttribute('property') || meta.getAttribute('name') || meta.getAttribute('itemprop');
  }

  /** Whether a text has one of some words; an expression would first have to be compiled, in every page.
   * @param {string} text @param {string[]} words */
  function has(text, words) {
    const lower = text.toLowerCase();
    return words.some((word) => lower.includes(word));
  }

  function speakingLinks() {
    /** @type {[string, string][]} */
    const privacy_links = [];
    /** @type {[string, string][]} */
    const asking_links = [];
    const all = [...document.querySelectorAll('a[href]')];
    const some = all.length > FIRST_LINKS ? [...all.slice(0, FIRST_LINKS), ...all.slice(FIRST_LINKS).slice(-LAST_LINKS)] : all;
    const whole = some.map((link) => `${link.textContent} ${link.getAttribute('href')}`);
    // Most pages have few such links, and reading what all links hold in full costs more than the whole look.
    const links = has(whole.join('\n'), EITHER_WORDS) ? some.filter((_, at) => has(whole[at], EITHER_WORDS)) : [];
    for (const link of links) {
      const href = resolve(link.getAttribute('href'));
      const said = text(link, 120);
      const both = `${said} ${href}`;
      if (!href) continue;
      if (has(both, PRIVACY_WORDS) && privacy_links.length < MOST_PRIVACY_LINKS) privacy_links.push([said, href]);
      if (has(both, ASKING_WORDS) && asking_links.length < MOST_ASKING_LINKS) asking_links.push([said, href]);
    }
    return { privacy_links, asking_links };
  }

  /** Title and headings in which something of a template stands. Not before the page is loaded: until
   * then a page that fills its own templates is not done with it. */
  function gaps() {
    if (document.readyState !== 'complete') return [];
    const headings = [...document.querySelectorAll('h1,h2,h3')].slice(0, MOST_HEADINGS);
    const whole = headings.map((heading) => heading.textContent ?? '');
    if (!has([document.title, ...whole].join('\n'), LEFT_BEHIND)) return [];
    const said = headings.filter((_, at) => has(whole[at], LEFT_BEHIND)).map((heading) => text(heading, LONGEST_GAP));
    return [cut(tidy(document.title), LONGEST_GAP), ...said].filter((text) => has(text, LEFT_BEHIND)).slice(0, MOST_GAPS);
  }

  return { page, signature, gaps };
});
