// @ts-check
// The line to the worker. What is seen in one go is told in one message.

candor.part('channel', () => {
  /** What a hostile page can make one frame say. */
  const FACTS_A_MINUTE = 60;
  const QUESTIONS_A_MINUTE = 300;
  const spent = { minute: 0, facts: 0, questions: 0 };
  let gone = false;
  /** @type {{ what: import("../types").What, at: number }[]} */
  let told = [];
  let taken = Promise.resolve(false);

  /** @param {"facts" | "questions"} kind @param {number} most */
  function allowed(kind, most) {
    const minute = Math.floor(performance.now() / 60_000);
    if (minute !== spent.minute) Object.assign(spent, { minute, facts: 0, questions: 0 });
    spent[kind] += 1;
    return spent[kind] <= most;
  }

  /** @param {object} message */
  async function send(message) {
    if (gone) return undefined;
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      // Either the worker could not answer this once, or the extension was updated below us.
      gone = !chrome.runtime?.id;
      return undefined;
    }
  }

  async function hand() {
    const message = { told };
    told = [];
    await send(message);
    return !gone;
  }

  return {
    ask: async (message) => (allowed('questions', QUESTIONS_A_MINUTE) ? send(message) : undefined),
    tell(what, at = Date.now()) {
      if (!allowed('facts', FACTS_A_MINUTE)) return Promise.resolve(false);
      if (told.push({ what, at }) === 1) taken = Promise.resolve().then(hand);
      return taken;
    },
    alive: () => !(gone ||= !chrome.runtime?.id),
  };
});
