// @ts-check
// What a page says of itself in microdata (https://html.spec.whatwg.org/multipage/microdata.html): bounded, not interpreted.
// src/html/page.rs reads the same natively.

candor.part('microdata', () => {
  const MOST_PROPS = 100;
  const MOST_NODES = 5_000;
  const DEEPEST_ITEM = 5;
  const LONGEST_VALUE = 500;
  /** Where a property's value stands, by element, as the microdata standard says. */
  const ADDRESS_IN = new Map(
    Object.entries({
      A: 'href',
      AREA: 'href',
      LINK: 'href',
      AUDIO: 'src',
      EMBED: 'src',
      IFRAME: 'src',
      IMG: 'src',
      SOURCE: 'src',
      TRACK: 'src',
      VIDEO: 'src',
      OBJECT: 'data',
    }),
  );
  const { cut, tidy, resolve, text } = candor.read;

  /** @param {Element} scope @param {number} depth @param {{ left: number }} budget
   * @returns {import("../types").MicrodataItem} */
  function item(scope, depth, budget) {
    /** @type {import("../types").MicrodataItem} */
    const found = { type: cut(tidy(scope.getAttribute('itemtype') ?? ''), 200), props: [] };
    const referred = (scope.getAttribute('itemref') ?? '').split(/\s+/).filter(Boolean).slice(0, 10);
    const others = referred.map((id) => document.getElementById(id)).filter((element) => element !== null);
    /** Nodes still to visit, the next one last. @type {Element[]} */
    const open = [...scope.children, ...others].reverse();
    for (let node = open.pop(); node && (budget.left -= 1) >= 0; node = open.pop()) {
      const inner = node.hasAttribute('itemscope');
      for (const name of (node.getAttribute('itemprop') ?? '').split(/\s+/).filter(Boolean)) {
        if (found.props.length >= MOST_PROPS) return found;
        if (!inner) found.props.push([cut(name, 100), value(node)]);
        else if (depth < DEEPEST_ITEM) found.props.push([cut(name, 100), item(node, depth + 1, budget)]);
      }
      if (!inner) open.push(...[...node.children].reverse());
    }
    return found;
  }

  /** @param {Element} node */
  function value(node) {
    const address = ADDRESS_IN.get(node.tagName.toUpperCase());
    const said =
      node.getAttribute('content') ??
      (address && (resolve(node.getAttribute(address)) ?? node.getAttribute(address))) ??
      node.getAttribute('datetime') ??
      (/^(data|meter)$/i.test(node.tagName) ? node.getAttribute('value') : null) ??
      text(node, LONGEST_VALUE);
    return cut(tidy(said), LONGEST_VALUE);
  }

  return (tops) => {
    const budget = { left: MOST_NODES };
    const microdata = tops.map((element) => item(element, 1, budget));
    return { microdata, cutOff: budget.left < 0 };
  };
});
