// Criteo: OneTag on shops, cookie matching, header bidding on publishers, creatives and click links.

import { createHash } from "node:crypto";
import { asset } from "../assets.mjs";
import { creative } from "../creative.mjs";
import { data, newId, page, pixel, redirect, script, svg } from "../http.mjs";
import { html, json } from "../markup.mjs";
import { pictureOf } from "../picture.mjs";
import { imageUrl, productUrl, shopByAccount } from "../shops.mjs";

const id = "criteo";
const COOKIE = { name: "uid", domain: ".criteo.com", make: () => crypto.randomUUID() };

const EVENTS = {
  home: { event: "viewHome" }, list: { event: "viewList" }, search: { event: "viewList" }, view: { event: "viewItem" },
  cart_view: { event: "viewBasket" }, checkout: { event: "viewBasket" }, purchase: { event: "trackTransaction" },
};

/** Names on the wire, as OneTag sends them. */
const WIRE = { vh: "home", vl: "list", vp: "view", vb: "cart_view", vc: "purchase", ac: "cart_add" };

const tag = (shop, { event, products, order, email }) => {
  const items = products.map(({ item, quantity }) => ({ id: item.id, price: item.price, quantity }));
  const told = { ...EVENTS[event] };
  if (event === "view") told.item = items[0].id;
  else if (items.length > 0) told.item = event === "list" || event === "search" ? items.map((item) => item.id) : items;
  if (order) Object.assign(told, { id: order, currency: shop.currency });
  const hash = (value) => createHash("sha256").update(value).digest("hex");
  const person = email ? [{ event: "setEmail", email: shop.emails === "plain" ? email : hash(email) }] : [];
  const pushes = [{ event: "setAccount", account: shop.accounts.criteo }, ...person, { event: "setSiteType", type: "d" }, told];
  return { code: `window.criteo_q = window.criteo_q || []; window.criteo_q.push(${pushes.map(json).join(", ")});`, src: `https://dynamic.criteo.com/js/ld/ld.js?a=${shop.accounts.criteo}` };
};

/** `p0`, `p1` … each hold `e=<code>&…`; items in `p` are encoded once more. */
function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const shop = shopByAccount(id, request.query.get("a"));
  for (const [name, value] of request.query) {
    if (!/^p\d+$/.test(name)) continue;
    const message = new URLSearchParams(value);
    const event = WIRE[message.get("e")];
    if (event) world.tell(id, uid, shop, event, itemsFrom(message.get("p")), request.query.get("fu"));
  }
  return script("", { cookies });
}

const itemsFrom = (text) => {
  if (!text?.startsWith("[")) return text ? [text] : [];
  return text.slice(1, -1).split(",").filter(Boolean).map((entry) => {
    const item = decodeURIComponent(entry);
    return item.includes("=") ? new URLSearchParams(item).get("i") : item;
  });
};

/** The frame that hands Criteo's cookie to exchanges, and takes theirs. */
function syncframe(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const google = Buffer.from(uid).toString("base64url");
  return page(html`<!doctype html><title></title>
    <img src="https://cm.g.doubleclick.net/pixel?google_nid=cri0&google_cm&google_hm=${google}&google_sc" alt="">
    <img src="https://ib.adnxs.com/getuid?${encodeURIComponent("https://dis.criteo.com/dis/rtb/appnexus/cookiematch.aspx?appnxsid=$UID")}" alt="">
    <img src="https://match.adsrvr.org/track/cmf/generic?ttd_pid=criteo&ttd_tpi=1" alt="">`, { cookies });
}

/** Header bidding: the publisher's page asks what Criteo would pay for its slots. */
function bid(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const asked = JSON.parse(request.body);
  const slots = asked.slots.map((slot) => {
    const ad = world.fill({ ...world.slot(asked.publisher.url, slot.impid), exchange: id, uid, bidders: [id] });
    const displayurl = `https://ads.eu.criteo.com/delivery/r/ajs.php?did=${ad.id}&z=${newId(6)}`;
    return { impid: slot.impid, cpm: 1.2, width: slot.sizes[0][0], height: slot.sizes[0][1], displayurl };
  });
  return data({ slots }, { cookies });
}

const encoded = () => newId(48);

/** The ad itself, as a document (`afr.php`) or as a script that writes it (`ajs.php`). */
function deliver(request, world) {
  const ad = world.display(request.query.get("did"));
  if (!ad) return pixel();
  const landing = `${ad.product ? productUrl(ad.shop, ad.product) : `https://www.${ad.shop.site}/`}?utm_source=criteo&utm_medium=display&cto_pld=${newId(10)}`;
  const image = (item) => `https://pix.eu.criteo.net/img/img?c=3&cq=256&h=200&m=0&partner=${ad.shop.accounts.criteo ?? 90210}&q=80&r=0&u=${encodeURIComponent(imageUrl(ad.shop, item))}&ups=1&v=3&w=250`;
  const document = creative(ad, {
    click: `https://cat.nl3.eu.criteo.com/delivery/ck.php?cppv=3&cpp=${encoded()}&maxdest=${encodeURIComponent(landing)}`,
    image,
    about: `https://privacy.eu.criteo.com/adchoices?cppv=3&cpp=${encoded()}`,
    beacon: `https://cat.nl3.eu.criteo.com/delivery/lg.php?cppv=3&cpp=${encoded()}`,
  });
  return request.path.endsWith("ajs.php") ? script(`document.write(${json(String(document))});`) : page(document);
}

/** Criteo's picture server takes the shop's own picture, named in `u`. */
function resized(request) {
  const [, file] = request.query.get("u")?.match(/\/([^/]+)\.jpg$/) ?? [];
  return svg(pictureOf(file));
}

const rtb = {
  "/dis/rtb/google/cookiematch.aspx": () => pixel(),
  "/dis/rtb/appnexus/cookiematch.aspx": (request, world) => {
    const { uid, cookies } = world.visitor(request, COOKIE);
    world.match(id, uid, "xandr", request.query.get("appnxsid"));
    return pixel({ cookies });
  },
  "/dis/rtb/ttd/cookiematch.aspx": (request, world) => {
    const { uid, cookies } = world.visitor(request, COOKIE);
    world.match(id, uid, "trade_desk", request.query.get("ttd_uid"));
    return pixel({ cookies });
  },
};

export const criteo = {
  id, tag,
  hosts: [
    { host: /^dynamic\.criteo\.com$/, answer: () => script(asset("criteo.js")) },
    { host: /^(ssl)?widget\.criteo\.com$/, answer: told },
    { host: /^gum\.criteo\.com$/, answer: (request, world) => request.path === "/syncframe" ? syncframe(request, world) : data({}) },
    { host: /^dis\.criteo\.com$/, answer: (request, world) => rtb[request.path]?.(request, world) },
    { host: /^static\.criteo\.net$/, answer: () => script(asset("criteo_publisher.js")) },
    { host: /^bidder\.criteo\.com$/, answer: bid },
    { host: /^ads\.[a-z.]*criteo\.com$/, answer: deliver },
    { host: /^pix\.[a-z.]*criteo\.net$/, answer: resized },
    {
      host: /^cat\.[a-z0-9.]*criteo\.com$/,
      answer: ({ path, query }) => path.endsWith("ck.php") ? redirect(query.get("maxdest")) : pixel(),
    },
  ],
};
