// The Google tag: sends what is queued to Ads (one request per event) and to Analytics (batched in a body).
(() => {
  if (window.google_tag_data) return;
  window.google_tag_data = {};
  const accounts = new Set();
  const cookie = (name, make) => {
    const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
    if (found) return found;
    const value = make();
    document.cookie = `${name}=${value}; path=/; max-age=34560000; secure`;
    return value;
  };
  const number = () => Math.floor(Math.random() * 2147483647);
  const now = () => Math.floor(Date.now() / 1000);
  const client = () => cookie("_ga", () => `GA1.1.${number()}.${now()}`).split(".").slice(-2).join(".");
  const queryOf = (parts) => Object.entries(parts).filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");

  const ads = (account, name, told) => {
    const items = told.items ?? [];
    const data = [`event=${name}`, items.length && `id=${items.map((item) => item.id).join(",")}`, told.value && `value=${told.value}`,
      items.length && "google_business_vertical=retail"].filter(Boolean).join(";");
    const random = Date.now();
    const common = {
      random, cv: 11, fst: random, bg: "ffffff", guid: "ON", async: 1, en: name, gtm: "45be5b50v9101v9", gcs: "G111", gcd: "13r3r3r3r5l1", dma: 0,
      u_w: screen.width, u_h: screen.height, url: location.href, ref: document.referrer || undefined, tiba: document.title,
      value: told.value, currency_code: told.currency, oid: told.transaction_id,
      auid: cookie("_gcl_au", () => `1.1.${number()}.${now()}`).split(".").slice(2).join("."), data, rfmt: 3, fmt: 4,
    };
    new Image().src = `https://googleads.g.doubleclick.net/pagead/viewthroughconversion/${account}/?${queryOf(common)}`;
    if (name === "purchase") new Image().src = `https://www.googleadservices.com/pagead/conversion/${account}/?${queryOf({ ...common, label: "nT8fCJq0lKIDEN" })}`;
  };

  const session = `${now()}`;
  let hit = 0;
  let batch = new Map();
  const item = (it) => [`id${it.item_id}`, `nm${it.item_name}`, `br${it.item_brand}`, `pr${it.price}`, `qt${it.quantity}`].join("~");
  const analytics = (account, name, told) => {
    const line = { en: name, cu: told.currency, "epn.value": told.value, "ep.transaction_id": told.transaction_id, "ep.search_term": told.search_term };
    (told.items ?? []).forEach((it, i) => { line[`pr${i + 1}`] = item(it); });
    if (!batch.has(account)) {
      batch.set(account, []);
      setTimeout(() => flush(account), 50);
    }
    batch.get(account).push(queryOf(line));
  };
  const flush = (account) => {
    const lines = batch.get(account);
    batch.delete(account);
    const shared = {
      v: 2, tid: account, gtm: "45je5b50v9101", _p: number(), gcs: "G111", gcd: "13l3l3l3l1l1", npa: 0, dma: 0, cid: client(), ul: navigator.language.toLowerCase(),
      sr: `${screen.width}x${screen.height}`, _s: ++hit, sid: session, sct: 1, seg: 1, dl: location.href, dr: document.referrer, dt: document.title,
    };
    if (lines.length === 1) navigator.sendBeacon(`https://www.google-analytics.com/g/collect?${queryOf(shared)}&${lines[0]}`);
    else navigator.sendBeacon(`https://www.google-analytics.com/g/collect?${queryOf(shared)}`, lines.join("\r\n"));
  };
  addEventListener("pagehide", () => [...batch.keys()].forEach(flush));

  const send = (name, told) => {
    for (const account of accounts) {
      if (told.send_to && told.send_to !== "default" && told.send_to !== account) continue;
      if (account.startsWith("AW-")) ads(account.slice(3), name, told);
      else analytics(account, name, told);
    }
    if (told.event_callback) setTimeout(told.event_callback, 100);
  };
  const run = ([command, name, told = {}]) => {
    if (command === "config" && !accounts.has(name)) {
      accounts.add(name);
      if (name.startsWith("G-")) analytics(name, "page_view", {});
    }
    if (command === "event") send(name, told);
  };
  const queue = window.dataLayer ?? [];
  window.dataLayer = queue;
  queue.push = (...entries) => {
    Array.prototype.push.apply(queue, entries);
    entries.forEach((entry) => run(Array.from(entry)));
  };
  [...queue].forEach((entry) => run(Array.from(entry)));
})();
