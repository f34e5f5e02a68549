// @ts-check
// Puts the label on ads and the note in the place of hidden ones, and opens the panel on the person's own click.
// A page must learn nothing from it: size, place, markup and words are the same whatever the ad.

candor.part('labels', () => {
  /** An ad smaller than this would be covered by its label. */
  const SMALLEST = { width: 120, height: 60 };
  const MOST_LABELS = 60;
  const PANEL = { width: 380, height: 520, margin: 8 };
  const NOTE = 320;
  const STYLE = `
    :host { all: initial !important; position: absolute !important; top: 0 !important; left: 0 !important;
      width: 0 !important; height: 0 !important; z-index: 2147483647 !important; color-scheme: light dark; }
    button { font: 500 11px/1 system-ui, sans-serif; cursor: pointer; }
    button:focus-visible { outline: 2px solid Highlight; outline-offset: 1px; }
    .label { position: absolute; top: 0; left: 0; box-sizing: border-box; height: 20px; padding: 0 8px; white-space: nowrap;
      color: #222; background: #fffffff0; border: 1px solid #0003; border-radius: 10px; }
    [hidden] { display: none !important; }
    .note { position: absolute; top: 0; left: 0; box-sizing: border-box; display: flex; flex-wrap: wrap; gap: 2px 6px;
      align-items: center; padding: 2px; color: #222; background: #fffffff0; border: 1px solid #0003; border-radius: 8px; }
    .note iframe { flex: 1 1 120px; min-width: 0; height: 32px; border: 0; }
    .note button { min-height: 32px; padding: 0 8px; color: inherit; background: none; border: 1px solid #0006; border-radius: 6px; }
    .panel { position: fixed; overflow: hidden; background: #fff; border: 1px solid #0003; border-radius: 12px;
      box-shadow: 0 8px 32px #0004; }
    .panel iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: normal; }
    @media (prefers-color-scheme: dark) {
      .label, .note { color: #eee; background: #222222f0; border-color: #fff4; }
      .note button { border-color: #fff8; }
      .panel { background: #222; border-color: #fff4; }
    }`;

  /** What stands at an ad: `box` is all of it, `button` what the person presses.
   * @typedef {{ element: Element, measured: Element, box: HTMLElement, button: HTMLButtonElement, note: boolean, ad: string, at: string }} Label */
  /** @type {Map<number, Label>} */
  const labels = new Map();
  /** @type {{ host: HTMLElement, root: ShadowRoot } | undefined} */
  let layer;
  /** @type {{ box: HTMLElement, label: Label } | undefined} */
  let panel;
  let moving = false;
  /** What a label says, from the worker: a page whose process asks for its own copy of all messages waits for it. */
  let why = '';
  /** Sizes as they were; an observer tells of each element once at first. @type {WeakMap<Element, string>} */
  const sizes = new WeakMap();
  const resized = new ResizeObserver((entries) => {
    let changed = false;
    for (const { target, contentRect } of entries) {
      const size = `${contentRect.width} ${contentRect.height}`;
      changed ||= sizes.has(target) && sizes.get(target) !== size;
      sizes.set(target, size);
    }
    if (changed) move();
  });

  /** @param {import("../types").Mark[]} marks @param {string} [words] */
  function apply(marks, words = '') {
    why = words;
    for (const { element: id, ad, label, hide, note } of marks) {
      const element = id === 0 ? document.documentElement : candor.ads.element(id);
      // Of a whole document only the body goes: what stands in its place hangs on the root.
      const seen = id === 0 ? (document.body ?? element) : element;
      if (seen instanceof HTMLElement) hide ? candor.hiding.hide(seen, note) : candor.hiding.show(seen);
      if (element && (label || note)) put(id, element, ad, note);
      else remove(id);
    }
    move();
  }

  /** Called after each look: elements that went, and pages that showed again what the person hid. */
  function again() {
    for (const [id, { element }] of labels) if (!element.isConnected) remove(id);
    candor.hiding.again();
    if (labels.size > 0) move();
  }

  /** @param {number} id @param {Element} element @param {string} ad @param {boolean} note */
  function put(id, element, ad, note) {
    const there = labels.get(id);
    if (there?.element === element && there.note === note) {
      there.ad = ad;
      return;
    }
    // Whoever pressed "show once" by keyboard goes on at the ad's label.
    const focused = there !== undefined && layer?.root.activeElement === there.button;
    remove(id);
    if (labels.size >= MOST_LABELS) return;
    const button = document.createElement('button');
    const box = note ? document.createElement('div') : button;
    const measured = candor.ads.measured(id) ?? element;
    const label = { element, measured, box, button, note, ad, at: '' };
    button.type = 'button';
    box.className = note ? 'note' : 'label';
    box.hidden = true;
    button.textContent = note ? word('show_once') : why || word('label_why');
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      if (!event.isTrusted) return;
      if (note) candor.channel.tell({ type: 'shown_once', ad: label.ad });
      else open(label);
    });
    if (note) name(box, button, ad);
    labels.set(id, label);
    resized.observe(measured);
    if (focused) requestAnimationFrame(() => requestAnimationFrame(() => button.focus()));
  }

  /** Says whose ad is hidden in a frame of the extension's own: a page can search the text even of a closed tree.
   * @param {HTMLElement} box @param {HTMLButtonElement} button @param {string} ad */
  async function name(box, button, ad) {
    const frame = document.createElement('iframe');
    frame.title = word('label_hidden');
    frame.tabIndex = -1;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', frame.title);
    box.append(frame, button);
    /** @type {{ token: string } | undefined} */
    const reply = await candor.channel.ask({ open: ad });
    if (reply?.token) frame.src = `${chrome.runtime.getURL('note.html')}#${reply.token}`;
  }

  /** @param {string} id */
  function word(id) {
    return chrome.i18n.getMessage(id);
  }

  /** @param {number} id */
  function remove(id) {
    const label = labels.get(id);
    if (!label) return;
    // An ad that the person hid keeps its open panel: the way back stands in it.
    if (panel?.label === label && !label.element.isConnected) close();
    label.box.remove();
    resized.unobserve(label.measured);
    labels.delete(id);
  }

  /** The one element of ours in the page, with all of it in a closed shadow tree. */
  function overlay() {
    if (layer) {
      if (!layer.host.isConnected) hang(layer.host);
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
    hang(host);
    resized.observe(document.documentElement);
    addEventListener('scroll', move, { capture: true, passive: true });
    addEventListener('resize', move, { passive: true });
    document.addEventListener('pointerdown', (event) => event.isTrusted && event.target !== host && close(), true);
    document.addEventListener('keydown', (event) => event.isTrusted && event.key === 'Escape' && close(), true);
    layer = { host, root };
    return layer;
  }

  /** Puts our element into the page; nobody needs to look again because of that. @param {HTMLElement} host */
  function hang(host) {
    document.documentElement.append(host);
    candor.changes.takeRecords();
  }

  function move() {
    if (moving || labels.size === 0) return;
    moving = true;
    requestAnimationFrame(() => {
      moving = false;
      // All reading before all writing, so that the page is laid out once.
      const there = layer?.host.isConnected ? layer.host.getBoundingClientRect() : undefined;
      const places = [...labels.values()].map((label) => ({ label, box: label.measured.getBoundingClientRect() }));
      const { host, root } = overlay();
      const origin = there ?? host.getBoundingClientRect();
      for (const { label, box } of places) {
        const bottom = label.measured === document.documentElement ? Math.min(box.bottom, innerHeight) : box.bottom;
        const [x, y] = [box.left - origin.left + 4, bottom - origin.top - 4].map(Math.round);
        const hidden = box.width < SMALLEST.width || bottom - box.top < SMALLEST.height;
        const at = `${x} ${y} ${label.note ? box.width : ''} ${hidden}`;
        if (label.at !== at) {
          label.at = at;
          label.box.hidden = hidden;
          if (label.note) label.box.style.width = `${Math.min(NOTE, Math.round(box.width) - 8)}px`;
          label.box.style.transform = `translate(${x}px, ${y}px) translateY(-100%)`;
        }
        if (!label.box.isConnected) root.append(label.box);
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
    // Where the ad was hidden meanwhile, its note stands where the label stood.
    const there = [...labels.values()].find(({ element }) => element === label.element);
    there?.button.focus();
  }

  /** Takes everything of ours out of the page again. */
  function leave() {
    close();
    for (const id of labels.keys()) remove(id);
    candor.hiding.leave();
    layer?.host.remove();
  }

  return { apply, again, close, leave };
});
