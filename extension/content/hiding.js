// @ts-check
// Takes an ad out of sight and puts it back as it was. With a note in its place it keeps its room, so that nothing
// around it moves; without one the room closes up, as if the page had never held it.

candor.part('hiding', () => {
  /** A page that shows a hidden ad again is answered this often, then left alone. */
  const MOST_REPEATS = 20;
  /** @typedef {Record<string, string>} Styles */
  /** What is inside may say that it is visible; nothing inside undoes the other. @type {Styles} */
  const BLANK = { visibility: 'hidden', opacity: '0' };
  /** @type {Styles} */
  const CLOSED = { display: 'none' };

  /** What was done to an element, and what its own style said before. @type {Map<HTMLElement, { styles: Styles, was: [name: string, value: string, priority: string][], repeats: number }>} */
  const hidden = new Map();

  /** @param {HTMLElement} element @param {boolean} keepsRoom */
  function hide(element, keepsRoom) {
    const styles = keepsRoom ? BLANK : CLOSED;
    if (hidden.get(element)?.styles === styles) return;
    show(element);
    const { style } = element;
    const was = Object.keys(styles).map((name) => {
      const [value, priority] = [style.getPropertyValue(name), style.getPropertyPriority(name)];
      // Hidden already by a version of Candor that was here before this one.
      const ours = value === styles[name] && priority === 'important';
      return /** @type {[string, string, string]} */ ([name, ours ? '' : value, priority]);
    });
    hidden.set(element, { styles, was, repeats: 0 });
    cover(element, styles);
  }

  /** @param {HTMLElement} element @param {Styles} styles */
  function cover(element, styles) {
    for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
  }

  /** @param {HTMLElement} element */
  function show(element) {
    const was = hidden.get(element)?.was ?? [];
    hidden.delete(element);
    for (const [name, value, priority] of was) {
      if (value) element.style.setProperty(name, value, priority);
      else element.style.removeProperty(name);
    }
  }

  /** Elements that went, and pages that showed again what the person hid. */
  function again() {
    for (const [element, one] of hidden) {
      const { styles } = one;
      if (!element.isConnected) hidden.delete(element);
      else if (Object.keys(styles).every((name) => element.style.getPropertyValue(name) === styles[name])) continue;
      else if ((one.repeats += 1) <= MOST_REPEATS) cover(element, styles);
    }
  }

  function leave() {
    for (const element of hidden.keys()) show(element);
  }

  return { hide, show, again, leave };
});
