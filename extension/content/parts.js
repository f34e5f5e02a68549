// @ts-check
// What the content scripts of one frame share: parts, each made when it is first used. Most frames use few of them,
// and what is never made costs a page next to nothing. What is there stays: scripts may come to a page twice.

// @ts-expect-error: its parts are named by the scripts that follow.
globalThis.candor ??= {
  part(name, make) {
    if (name in this) return;
    Object.defineProperty(this, name, {
      configurable: true,
      get() {
        const value = make();
        Object.defineProperty(this, name, { value });
        return value;
      },
    });
  },
  made(name) {
    return 'value' in (Object.getOwnPropertyDescriptor(this, name) ?? {});
  },
};
