// Taboola's pixel: one request per event.
(() => {
  const send = ({ id, name, ...rest }) => {
    const query = new URLSearchParams({ en: name, "item-url": location.href, tim: Date.now(), ui: crypto.randomUUID(), ref: document.referrer });
    for (const [key, value] of Object.entries(rest)) if (key !== "notify" && value !== undefined) query.set(key, value);
    fetch(`https://trc.taboola.com/${id}/log/3/unip?${query}`, { credentials: "include", keepalive: true });
  };
  const queue = window._tfa ?? [];
  window._tfa = { push: send };
  queue.forEach(send);
})();
