// @ts-check
// The first question of the popup and of the panel: asked at once, so that the answer is there as soon as the wasm is.

/** @typedef {import('../types').Answer | undefined} Reply what comes back where the worker cannot be reached */

/** @param {import('../types').Ask} question @returns {Promise<Reply>} */
const ask = (question) => chrome.runtime.sendMessage({ ask: question }).catch(() => undefined);

/** The tab that the popup is about: named in the address (`?tab=7`) where the popup stands in a tab of its own, else
 * the one in front. */
async function tab() {
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null) return Number.parseInt(named, 10);
  const [front] = await chrome.tabs.query({ active: true, currentWindow: true });
  return front?.id;
}

/** @type {Record<string, () => Promise<{ tab?: number, reply: Reply }>>} */
const QUESTIONS = {
  async popup() {
    const of = await tab();
    return { tab: of, reply: of === undefined ? { answer: 'gone' } : await ask({ ask: 'popup', tab: of }) };
  },
  // What the address says after the `#` names the ad and shows that a person's click opened it; the worker signed it
  // and reads it.
  panel: async () => ({ reply: await ask({ ask: 'why', ad: location.hash.slice(1) }) }),
};

const asked = QUESTIONS[document.body.dataset.page ?? '']?.();

/** What came back, and the tab it is about. */
export const first = async () => asked;
