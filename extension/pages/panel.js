// @ts-check
// What the panel needs because it stands inside a page of the web: Escape closes it, and a click counts
// only where the person had the time to see what they click on.

/** Whoever clicks sooner than this after the panel came into sight meant something else. */
const TIME_TO_SEE_MS = 500;

/** Since when nothing lies over the panel, on the page's clock. @type {number | undefined} */
let clear;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {boolean} visible */
function sight(visible) {
  clearTimeout(waiting);
  delete document.documentElement.dataset.clear;
  clear = visible ? performance.now() : undefined;
  if (visible) waiting = setTimeout(() => (document.documentElement.dataset.clear = ''), TIME_TO_SEE_MS);
}

// A pane of glass over the whole panel. Chromium alone says whether something lies over it, in whatever
// document (IntersectionObserver, version 2); elsewhere only the time counts.
const glass = document.createElement('div');
glass.className = 'glass';
document.documentElement.append(glass);
const options = { threshold: 1, trackVisibility: true, delay: 100 };
new IntersectionObserver((entries) => {
  const last = /** @type {IntersectionObserverEntry & { isVisible?: boolean }} */ (entries.at(-1));
  sight(last.isVisible ?? last.isIntersecting);
}, options).observe(glass);

/** @param {Event} event */
function guard(event) {
  if (event.target instanceof Element && event.target.closest('.close')) return void close();
  if (clear !== undefined && performance.now() - clear >= TIME_TO_SEE_MS) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** The page around the panel takes it away, and gives the focus back to the label. */
async function close() {
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.sendMessage(tab.id, { close: true });
}

addEventListener('click', guard, true);
addEventListener('submit', guard, true);
addEventListener('keydown', (event) => event.key === 'Escape' && close());
