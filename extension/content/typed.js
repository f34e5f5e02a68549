// @ts-check
// What is typed into an e-mail field goes to the worker's memory, and there only where the person switched
// that on: the first touch of such a field asks, and without a yes nothing in it is read. Only what the
// person did counts, never what a script of the page feigns.

candor.part('typed', () => {
  const EMAIL = 'input[type="email" i],input[autocomplete~="email" i]';
  const SENDS = 'button,input[type="submit" i],input[type="button" i],[role="button" i],a[href]';
  const COMPLETE = /^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$/;
  const LONGEST = 254;
  /** Typing has paused. */
  const REST_MS = 250;
  /** @type {Promise<boolean> | undefined} */
  let watches;
  let told = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** @type {HTMLInputElement | undefined} */
  let last;

  /** The first touch of such a field. */
  async function begin() {
    for (const type of ['submit', 'click', 'keydown']) addEventListener(type, sent, true);
    /** @type {{ watches: boolean } | undefined} */
    const reply = await candor.channel.ask({ typed: {} });
    return reply?.watches === true;
  }

  /** @param {Event} event */
  function field(event) {
    const target = event.composedPath()[0];
    if (!event.isTrusted || !(target instanceof HTMLInputElement) || !target.matches(EMAIL)) return;
    watches ??= begin();
    if (event.type === 'focusin') return;
    clearTimeout(resting);
    last = target;
    resting = setTimeout(() => tell(target), event.type === 'input' ? REST_MS : 0);
  }

  /** @param {HTMLInputElement} input */
  async function tell(input) {
    if (!(await watches)) return;
    const value = input.value.trim();
    if (value === told || value.length > LONGEST || !COMPLETE.test(value)) return;
    told = value;
    await candor.channel.ask({ typed: { value } });
  }

  /** Whatever may have sent it counts as sending: what left after that is not called early.
   * @param {Event} event */
  function sent(event) {
    if (!event.isTrusted || watches === undefined) return;
    const target = event.composedPath()[0];
    const presses = event.type !== 'click' || (target instanceof Element && target.closest(SENDS) !== null);
    const enters = !(event instanceof KeyboardEvent) || event.key === 'Enter';
    if (!presses || !enters) return;
    const now = Date.now();
    // What was typed in a hurry is told first.
    watches.then(async (on) => {
      if (on && last) await tell(last);
      if (on && told) await candor.channel.ask({ typed: { sent: now } });
    });
  }

  return { field };
});
