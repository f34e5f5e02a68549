// @ts-check
// Puts the words of the person's language into the bare page, then hands it to the wasm. Nothing here waits for
// anything else: the code is compiled while the rest of it, and the first answer, are on their way.

const code = WebAssembly.compileStreaming(fetch(new URL('candor-pages_bg.wasm', import.meta.url)));
const glue = import('./candor-pages.js');

const language = chrome.i18n.getMessage('language');
if (language) document.documentElement.lang = language;
/** @type {NodeListOf<HTMLElement>} */
const bare = document.querySelectorAll('[data-msg]');
for (const element of bare) element.textContent = chrome.i18n.getMessage(element.dataset.msg ?? '');

await (await glue).default({ module_or_path: code });
