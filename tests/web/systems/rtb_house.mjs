// RTB House: a frame on shops that also matches cookies with Google, and ads whose links only it can read.

import { asset } from "../assets.mjs";
import { creative } from "../creative.mjs";
import { newId, page, pixel, script, svg } from "../http.mjs";
import { html, json } from "../markup.mjs";
import { pictureOf } from "../picture.mjs";
import { imageUrl, shopByAccount } from "../shops.mjs";

const id = "rtb_house";
const COOKIE = { name: "g", domain: ".creativecdn.com", make: () => newId(10) };
const EVENTS = { home: "home", list: "listing", search: "listing", view: "offer", cart_view: "basketstatus", checkout: "startorder", purchase: "orderstatus2" };
const WIRE = { home: "home", listing: "list", offer: "view", basketstatus: "cart_view", startorder: "checkout", orderstatus2: "purchase" };

/** `pr_<account>_<event>_<ids>`; an order stands before the ids. */
const tag = (shop, { event, products, order, value }) => {
  const ids = products.map(({ item }) => item.id).join(",");
  const parts = ["pr", shop.accounts.rtb_house, EVENTS[event] ?? "home", ...(order ? [value, order, ids] : [ids])];
  const src = `https://eu.creativecdn.com/tags?id=${encodeURIComponent(parts.filter(Boolean).join("_"))}${order ? `&cd=${order}&value=${value}` : ""}`;
  return {
    code: `addEventListener("DOMContentLoaded", function () { var f = document.createElement("iframe"); f.style.display = "none"; f.src = ${json(src)}; document.body.append(f); });`,
    src: "https://tags.creativecdn.com/loader.js",
  };
};

function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const [, account, name, ...rest] = request.query.get("id").split("_");
  world.tell(id, uid, shopByAccount(id, account), WIRE[name], (rest.at(-1) ?? "").split(",").filter(Boolean), null);
  const google = Buffer.from(uid).toString("base64url");
  return page(html`<!doctype html><title></title><img src="https://cm.g.doubleclick.net/pixel?google_nid=rtbhouse&google_cm&google_sc&google_hm=${google}" alt="">`, { cookies });
}

/** The ad in a frame of its own: an opaque link around the shop's own picture, handed on by RTB House. */
function deliver(request, world) {
  const ad = world.display(request.query.get("tdc"));
  if (!ad) return pixel();
  return page(creative(ad, {
    click: `https://f.creativecdn.com/clicks?id=${newId(10)}&t=${Date.now()}&tk=${newId(40)}`,
    image: (item) => `https://f.creativecdn.com/img?w=250&u=${encodeURIComponent(imageUrl(ad.shop, item))}`,
    about: "https://adprivacy.rtbhouse.com/adchoices",
    beacon: `https://f.creativecdn.com/imp?tk=${newId(40)}`,
  }));
}

const ads = (request, world) => {
  if (request.path === "/imp-delivery") return deliver(request, world);
  return request.path === "/img" ? svg(pictureOf(request.query.get("u").match(/\/([^/]+)\.jpg$/)?.[1])) : pixel();
};

export const rtbHouse = {
  id, tag,
  hosts: [
    { host: /^tags\.creativecdn\.com$/, answer: () => script(asset("loader.js")) },
    { host: /^eu\.creativecdn\.com$/, answer: told },
    { host: /^f\.creativecdn\.com$/, answer: ads },
    { host: /^creativecdn\.com$/, answer: () => pixel() },
  ],
};
