// @ts-check
// How a frame becomes known: it posts the worker's nonce to its parent, whose script sees from which element
// the message came (children.js), and says it back.

candor.part('frames', () => {
  /** A frame smaller than this shows no ad, and stays silent until it grows. */
  const SMALLEST = { width: 50, height: 20 };
  /** A child that is not told that it was heard (the worker may have died in between) says it again. */
  const AGAIN_AFTER_MS = [1_000, 5_000, 20_000];

  /** What this frame said last to its parent, which says it back: the page knows it of neither. */
  let said = '';
  let heard = false;
  let entered = false;
  /** @type {IntersectionObserver | undefined} */
  let size;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;

  /** @param {MessageEvent} event */
  function hear({ source, data }) {
    if (source === parent && data === said) {
      heard = true;
      return clearTimeout(again);
    }
    candor.children.hear(source, data);
  }

  async function greet(after = AGAIN_AFTER_MS) {
    const [next, ...rest] = after;
    if (next !== undefined) again = setTimeout(greet, next, rest);
    /** @type {{ nonce: string } | undefined} */
    const reply = await candor.channel.ask({ hello: true });
    if (!reply?.nonce) return;
    said = reply.nonce;
    parent.postMessage(said, '*');
  }

  /** Greets once the frame has a size, without making the page lay itself out; then `go` goes on. To be called
   * again while the document may be another one.
   * @param {() => void} go */
  function enter(go) {
    size ??= new IntersectionObserver(() => {
      if (entered) return;
      if (innerWidth < SMALLEST.width || innerHeight < SMALLEST.height) return addEventListener('resize', observe);
      entered = true;
      size?.disconnect();
      removeEventListener('resize', observe);
      greet();
      go();
    });
    if (!entered) observe();
  }

  function observe() {
    size?.disconnect();
    if (document.documentElement) size?.observe(document.documentElement);
  }

  return { hear, enter, heard: () => heard };
});
