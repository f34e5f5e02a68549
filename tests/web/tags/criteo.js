// Reads what the shop queued and sends it, each event url-encoded into p0, p1 …, items encoded once more.
(() => {
  const CODES = { viewHome: "vh", viewList: "vl", viewItem: "vp", viewBasket: "vb", addToCart: "ac", trackTransaction: "vc", setEmail: "ce" };
  const item = (it) => typeof it === "string" ? encodeURIComponent(it) : encodeURIComponent(`i=${it.id}&pr=${it.price}&q=${it.quantity}`);
  const written = (event) => {
    const parts = [`e=${CODES[event.event]}`];
    if (event.email) parts.push(`m=${encodeURIComponent(`[${event.email}]`)}`);
    if (event.currency) parts.push(`c=${event.currency}`);
    if (event.id) parts.push(`id=${encodeURIComponent(event.id)}`);
    if (event.item) parts.push(`p=${encodeURIComponent(Array.isArray(event.item) ? `[${event.item.map(item).join(",")}]` : event.item)}`);
    return parts.join("&");
  };
  // Pages without encryption have no crypto.randomUUID.
  const uuid = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, at) => `${[4, 6, 8, 10].includes(at) ? "-" : ""}${byte.toString(16).padStart(2, "0")}`).join("");
  const site = location.hostname.split(".").slice(-2).join(".");
  const send = (events) => {
    const account = events.find((event) => event.event === "setAccount")?.account;
    const type = events.find((event) => event.event === "setSiteType")?.type ?? "d";
    const messages = [`e=exd&site_type=${type}`, ...events.filter((event) => CODES[event.event]).map(written), "e=dis"];
    const query = messages.map((message, i) => `p${i}=${encodeURIComponent(message)}`).join("&");
    const script = document.createElement("script");
    script.async = true;
    script.src = `${location.protocol}//widget.criteo.com/event?a=${account}&v=5.32.0&otl=1&${query}&adce=1&bundle=${localStorage.cto_bundle ?? ""}`
      + `&tld=${site}&fu=${encodeURIComponent(encodeURIComponent(location.href))}&ceid=${uuid()}&dtycbr=${Math.floor(Math.random() * 1e5)}`;
    document.head.append(script);
  };
  localStorage.cto_bundle ??= btoa(uuid() + uuid()).replace(/=/g, "");
  const queued = window.criteo_q ?? [];
  window.criteo_q = { push: (...events) => send([queued.find((event) => event.event === "setAccount"), ...events]) };
  send(queued);
  const frame = document.createElement("iframe");
  frame.src = `https://gum.criteo.com/syncframe?topUrl=${location.hostname}&origin=onetag#{"bundle":{"origin":3}}`;
  frame.title = "Criteo GUM iframe";
  frame.width = frame.height = 0;
  frame.style.cssText = "border:0;display:none";
  const attach = () => document.body.append(frame);
  document.body ? attach() : addEventListener("DOMContentLoaded", attach);
})();
