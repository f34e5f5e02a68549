// @ts-check
// What the content scripts of one frame share: parts, each made when it is first used. Most frames use few of them,
// and what is never made costs a page next to nothing. What is there stays: scripts may come to a page twice.

// @ts-expect-error: its parts are named by the scripts that follow.
globalThis.candor ??= (() => {
  /** @type {Record<string, () => unknown>} */
  const makes = {};
  /** @type {Record<string, unknown>} */
  const made = {};
  /** @type {Record<string, unknown>} */
  const own = {
    /** @param {string} name @param {() => unknown} make */
    part(name, make) {
      makes[name] ??= make;
    },
    /** @param {string} name */
    made: (name) => name in made,
  };
  // One trap, and not a getter for each part, which every frame would have to define.
  return new Proxy(own, { get: (own, /** @type {string} */ name) => own[name] ?? (made[name] ??= makes[name]()) });
})();
