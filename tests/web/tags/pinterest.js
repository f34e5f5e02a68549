// The Pinterest tag: a picture request per event.
(() => {
  let account;
  const send = (event, told) => {
    const ad = { loc: location.href, ref: document.referrer, if: false, sh: screen.height, sw: screen.width, mh: "4a1b2c3d" };
    const query = new URLSearchParams({ event, ...(told && { ed: JSON.stringify(told) }), tid: account, pd: JSON.stringify({ np: "gtm" }), ad: JSON.stringify(ad), cb: Date.now() });
    new Image().src = `https://ct.pinterest.com/v3/?${query}`;
  };
  const run = ([command, name, told]) => {
    if (command === "load") {
      account = name;
      fetch(`https://ct.pinterest.com/user/?tid=${account}&cb=${Date.now()}`, { credentials: "include" });
      send("init");
    }
    if (command === "page") send("pagevisit");
    if (command === "track") send(name, told);
  };
  const queue = window.pintrk?.queue ?? [];
  window.pintrk = (...call) => run(call);
  queue.forEach((call) => run(Array.from(call)));
})();
