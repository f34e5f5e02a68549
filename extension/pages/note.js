// @ts-check
// Says whose ad is hidden: inside a page of the web, in a frame that the page cannot read, by a token for this one ad.

export {};

document.documentElement.lang = chrome.i18n.getMessage('language') || 'en';
const line = /** @type {HTMLElement} */ (document.querySelector('h1'));
line.textContent = chrome.i18n.getMessage('label_hidden');

const ask = { ask: 'why', ad: location.hash.slice(1) };
const why = /** @type {import('../types').Answer | undefined} */ (await chrome.runtime.sendMessage({ ask }));
const brand = why?.answer === 'why' ? why.row.brand?.name : undefined;
if (brand) line.textContent = chrome.i18n.getMessage('label_hidden_of', [brand]);
