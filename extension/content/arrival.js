// @ts-check
// Whether something lies over the page before anybody has scrolled, clicked or typed: looked at where
// the page is at rest, in three points, so that a page without one costs three hit tests. What it is
// about the core decides.
//
// A request for notifications or for the place is the browser's, outside of the page, and only the page's own scripts,
// which are not touched, see who began. What shows here is the answer: the permission's state changes (tried in
// Chromium: a `PermissionStatus` of this world hears of it, too). A prompt that is closed or left alone changes nothing
// and is not seen, so that none was seen does not say that there was none.

candor.part('arrival', () => {
  const MOST_LOOKS = 20;
  /** Parts of the view that are asked for what lies on top: the middle, below it, and beside it. */
  const POINTS = [
    [0.5, 0.5],
    [0.5, 0.9],
    [0.05, 0.5],
  ];
  /** A page within the page (a whole app in one fixed box) is no prompt. */
  const CONTENT = 'main,article,nav';
  const DEEPEST = 40;
  const LONGEST_TEXT = 300;
  /** What the browser asks for a page; looked at only where the person has not answered that site yet.
   * @type {import("../types").Permission[]} */
  const ASKED = ['notifications', 'geolocation'];
  const { text, cut } = candor.read;
  let over = false;
  let looks = 0;
  /** Kept, or the browser forgets whom to tell. @type {PermissionStatus[]} */
  let open = [];

  /** The person has begun: what comes from now on is no greeting. */
  function end() {
    over = true;
    for (const status of open) status.onchange = null;
    open = [];
  }

  function look() {
    if (looks >= MOST_LOOKS || document.readyState === 'loading' || innerHeight < 1) return;
    looks += 1;
    if (looks === 1) for (const name of ASKED) permission(name);
    /** @type {Set<Element>} */
    const boxes = new Set();
    for (const [x, y] of POINTS) {
      const box = fixed(document.elementFromPoint(x * innerWidth, y * innerHeight));
      if (box) boxes.add(box);
    }
    const covers = Math.max(0, ...[...boxes].map(covered));
    if (covers < 333) return;
    looks = MOST_LOOKS;
    const said = [...boxes].map((box) => text(box, LONGEST_TEXT)).join(' ');
    const asks_email = [...boxes].some((box) => box.querySelector('input[type="email" i]') !== null);
    candor.channel.tell({ type: 'prompt', covers, text: cut(said, LONGEST_TEXT), asks_email, permission: null });
  }

  /** @param {import("../types").Permission} name */
  async function permission(name) {
    const status = await navigator.permissions?.query({ name }).catch(() => undefined);
    if (over || status?.state !== 'prompt') return;
    open.push(status);
    // The browser asks for the page in front; what changes elsewhere was answered elsewhere.
    status.onchange = () => {
      if (!document.hidden) candor.channel.tell({ type: 'prompt', covers: 0, text: '', asks_email: false, permission: name });
    };
  }

  /** The box that stays where it is, around what lies on top; none where that is the page itself.
   * @param {Element | null} element */
  function fixed(element) {
    for (let left = DEEPEST; element && left > 0; left -= 1, element = element.parentElement) {
      if (element === document.body || element === document.documentElement) return null;
      if (getComputedStyle(element).position !== 'fixed') continue;
      return element.querySelector(CONTENT) ? null : element;
    }
    return null;
  }

  /** How much of the view a box covers, in ‰. @param {Element} box */
  function covered(box) {
    const { left, top, right, bottom } = box.getBoundingClientRect();
    const across = Math.min(right, innerWidth) - Math.max(left, 0);
    const down = Math.min(bottom, innerHeight) - Math.max(top, 0);
    return Math.round((1000 * Math.max(0, across) * Math.max(0, down)) / (innerWidth * innerHeight));
  }

  return { look, end };
});
