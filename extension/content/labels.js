// @ts-check
// Puts the label on ads, opens the panel on the person's own click, and hides what they want hidden.
// A page must learn nothing from it: size, place, markup and words are the same whatever the ad.

candor.labels ??= (() => {
  /** An ad smaller than this would be covered by its label. */
  const SMALLEST = { width: 120, height: 60 };
  const MOST_LABELS = 60;
  const PANEL = { width: 380, height: 520, margin: 8 };
  /** A page that shows a hidden ad again is answered this often, then left alone. */
  const MOST_REPEATS = 20;
  const STYLE = `
    :host { all: initial !important; position: absolute !important; top: 0 !important; left: 0 !important;
      width: 0 !important; height: 0 !important; z-index: 2147483647 !important; color-scheme: light dark; }
    button { font: 500 11px/1 system-ui, sans-serif; cursor: pointer; }
    button:focus-visible { outline: 2px solid Highlight; outline-offset: 1px; }
    .label { position: absolute; top: 0; left: 0; box-sizing: border-box; height: 20px; padding: 0 8px; white-space: nowrap;
      color: #222; background: #fffffff0; border: 1px solid #0003; border-radius: 10px; }
    .label[hidden] { display: none; }
    .panel { position: fixed; overflow: hidden; background: #fff; border: 1px solid #0003; border-radius: 12px;
      box-shadow: 0 8px 32px #0004; }
    .panel iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
    @media (prefers-color-scheme: dark) {
      .label { color: #eee; background: #222222f0; border-color: #fff4; }
      .panel { background: #222; border-color: #fff4; }
    }`;

  /** @typedef {{ element: Element, measured: Element, button: HTMLButtonElement, ad: string }} Label */
  /** @type {Map<number, Label>} */
  const labels = new Map();
  /** What an element's own style said before it was hidden. @type {Map<HTMLElement, { value: string, priority: string, repeats: number }>} */
  const hidden = new Map();
  /** @type {{ host: HTMLElement, root: ShadowRoot } | undefined} */
  let layer;
  /** @type {{ box: HTMLElement, label: Label } | undefined} */
  let panel;
  let moving = false;
  const resized = new ResizeObserver(move);

  /** @param {import("../types").Mark[]} marks */
  function apply(marks) {
    for (const { element: id, ad, label, hide } of marks) {
      const element = id === 0 ? document.documentElement : candor.ads.element(id);
      if (element instanceof HTMLElement) hide ? conceal(element) : reveal(element);
      if (element && label && !hide) put(id, element, ad);
      else remove(id);
    }
    move();
  }

  /** Called after each look: elements that went, and pages that showed again what the person hid. */
  function again() {
    for (const [id, { element }] of labels) if (!element.isConnected) remove(id);
    for (const [element, was] of hidden) {
      if (!element.isConnected) hidden.delete(element);
      else if (element.style.display !== 'none' && (was.repeats += 1) <= MOST_REPEATS) cover(element);
    }
    if (labels.size > 0) move();
  }

  /** @param {HTMLElement} element */
  function conceal(element) {
    if (hidden.has(element)) return;
    const priority = element.style.getPropertyPriority('display');
    const value = element.style.getPropertyValue('display');
    // Hidden already by a version of Candor that was here before this one.
    const ours = value === 'none' && priority === 'important';
    hidden.set(element, { value: ours ? '' : value, priority, repeats: 0 });
    cover(element);
  }

  /** @param {HTMLElement} element */
  function cover(element) {
    element.style.setProperty('display', 'none', 'important');
  }

  /** @param {HTMLElement} element */
  function reveal(element) {
    const was = hidden.get(element);
    hidden.delete(element);
    if (was?.value) element.style.setProperty('display', was.value, was.priority);
    else if (was) element.style.removeProperty('display');
  }

  /** @param {number} id @param {Element} element @param {string} ad */
  function put(id, element, ad) {
    const there = labels.get(id);
    if (there?.element === element) {
      there.ad = ad;
      return;
    }
    remove(id);
    if (labels.size >= MOST_LABELS) return;
    const button = document.createElement('button');
    const measured = candor.ads.measured(id) ?? element;
    const label = { element, measured, button, ad };
    button.type = 'button';
    button.className = 'label';
    button.hidden = true;
    button.textContent = chrome.i18n.getMessage('label_why') || 'Why this ad?';
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      if (event.isTrusted) open(label);
    });
    overlay().root.append(button);
    labels.set(id, label);
    resized.observe(measured);
  }

  /** @param {number} id */
  function remove(id) {
    const label = labels.get(id);
    if (!label) return;
    // An ad that the person hid keeps its open panel: the way back stands in it.
    if (panel?.label === label && !label.element.isConnected) close();
    label.button.remove();
    resized.unobserve(label.measured);
    labels.delete(id);
  }

  /** The one element of ours in the page, with all of it in a closed shadow tree. */
  function overlay() {
    if (layer) {
      if (!layer.host.isConnected) document.documentElement.append(layer.host);
      return layer;
    }
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'closed' });
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch {
      // Firefox keeps constructed sheets of another world out; there a style element is let in.
      root.append(Object.assign(document.createElement('style'), { textContent: STYLE }));
    }
    document.documentElement.append(host);
    resized.observe(document.documentElement);
    addEventListener('scroll', move, { capture: true, passive: true });
    addEventListener('resize', move, { passive: true });
    document.addEventListener('pointerdown', (event) => event.isTrusted && event.target !== host && close(), true);
    document.addEventListener('keydown', (event) => event.isTrusted && event.key === 'Escape' && close(), true);
    layer = { host, root };
    return layer;
  }

  function move() {
    if (moving || labels.size === 0) return;
    moving = true;
    requestAnimationFrame(() => {
      moving = false;
      const origin = overlay().host.getBoundingClientRect();
      // All reading before all writing, so that the page is laid out once.
      const places = [...labels.values()].map((label) => ({ label, box: label.measured.getBoundingClientRect() }));
      for (const { label, box } of places) {
        const bottom = label.measured === document.documentElement ? Math.min(box.bottom, innerHeight) : box.bottom;
        label.button.hidden = box.width < SMALLEST.width || bottom - box.top < SMALLEST.height;
        const [x, y] = [box.left - origin.left + 4, bottom - origin.top - 24].map(Math.round);
        label.button.style.transform = `translate(${x}px, ${y}px)`;
      }
    });
  }

  /** @param {Label} label */
  async function open(label) {
    close();
    /** @type {{ token: string } | undefined} */
    const reply = await candor.channel.ask({ open: label.ad });
    if (!reply?.token) return;
    close();
    const box = document.createElement('div');
    box.className = 'panel';
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', label.button.textContent ?? '');
    const frame = document.createElement('iframe');
    frame.src = `${chrome.runtime.getURL('panel.html')}#${reply.token}`;
    frame.addEventListener('load', () => frame.focus());
    // Nothing of ours may lie over it: the panel takes no clicks while it is covered.
    box.append(frame);
    stand(box, label.measured.getBoundingClientRect());
    overlay().root.append(box);
    panel = { box, label };
  }

  /** Beside the ad's lower edge, moved as far as needed to be in view. @param {HTMLElement} box @param {DOMRect} ad */
  function stand(box, ad) {
    const { margin } = PANEL;
    const width = Math.min(PANEL.width, innerWidth - 2 * margin);
    const height = Math.min(PANEL.height, innerHeight - 2 * margin);
    const left = Math.max(margin, Math.min(ad.left, innerWidth - width - margin));
    const top = Math.max(margin, Math.min(ad.bottom - height, innerHeight - height - margin));
    Object.assign(box.style, { width: `${width}px`, height: `${height}px`, left: `${left}px`, top: `${top}px` });
  }

  function close() {
    if (!panel) return;
    const { box, label } = panel;
    panel = undefined;
    box.remove();
    label.button.focus();
  }

  /** Takes everything of ours out of the page again. */
  function leave() {
    close();
    for (const id of labels.keys()) remove(id);
    for (const element of hidden.keys()) reveal(element);
    layer?.host.remove();
  }

  return { apply, again, close, leave };
})();
