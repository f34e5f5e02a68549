// Microsoft's tag: one request for the page, one for each custom event.
(() => {
  const account = new URL(document.currentScript.src).searchParams.get("ti");
  const shared = () => ({
    ti: account, Ver: 2, mid: crypto.randomUUID(), bo: 1, sid: crypto.randomUUID().replaceAll("-", ""), vid: crypto.randomUUID().replaceAll("-", ""), vids: 1,
    msclkid: "N", pi: 918639831, lg: navigator.language, sw: screen.width, sh: screen.height, sc: screen.colorDepth,
  });
  const send = (parts) => { new Image().src = `https://bat.bing.com/action/0?${new URLSearchParams({ ...shared(), ...parts, sv: 1, asc: "G", rn: Math.floor(Math.random() * 1e6) })}`; };
  send({ tl: document.title, p: location.href, r: document.referrer, lt: 900, evt: "pageLoad" });
  const run = (command, name, told) => {
    if (command !== "event") return;
    send({
      evt: "custom", ...(name && { ea: name }), ...(told.ecomm_prodid && { prodid: told.ecomm_prodid }),
      ...(told.ecomm_pagetype && { pagetype: told.ecomm_pagetype }), ...(told.revenue_value && { gv: told.revenue_value, gc: told.currency }),
    });
  };
  const queue = window.uetq ?? [];
  window.uetq = { push: run };
  for (let i = 0; i < queue.length; i += 3) run(queue[i], queue[i + 1], queue[i + 2]);
})();
