// @ts-check
// Puts the words of the person's language into the bare page, then hands it to the wasm.

const language = chrome.i18n.getMessage('language');
if (language) document.documentElement.lang = language;
/** @type {NodeListOf<HTMLElement>} */
const bare = document.querySelectorAll('[data-msg]');
for (const element of bare) element.textContent = chrome.i18n.getMessage(element.dataset.msg ?? '');

const { default: start } = await import('./candor-pages.js');
await start({ module_or_path: new URL('candor-pages_bg.wasm', import.meta.url) });
