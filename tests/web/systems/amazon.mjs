// Amazon's advertising: a tag on shops, and slots of its own on publishers; the landing page ends its click links.

import { asset } from "../assets.mjs";
import { creative } from "../creative.mjs";
import { newId, page, pixel, redirect, script, svg } from "../http.mjs";
import { json } from "../markup.mjs";
import { pictureOf } from "../picture.mjs";
import { productUrl, shopByAccount } from "../shops.mjs";

const id = "amazon";
const COOKIE = { name: "ad-id", domain: ".amazon-adsystem.com", make: () => newId(12) };
const EVENTS = { search: "Search", cart_view: "AddToShoppingCart", checkout: "Checkout", purchase: "Off-AmazonPurchases" };
const WIRE = { Search: "search", AddToShoppingCart: "cart_add", Checkout: "checkout", "Off-AmazonPurchases": "purchase" };

const tag = (shop, { event, products, order, value }) => {
  const query = new URLSearchParams({
    pid: shop.accounts.amazon, event: EVENTS[event] ?? "PageView",
    ...(products.length > 0 && { productId: products.map(({ item }) => item.id).join(",") }),
    ...(order && { value, currencyCode: shop.currency, clientDedupeId: order }),
  });
  return { code: `new Image().src = ${json(`https://s.amazon-adsystem.com/iu3?${query}`)} + "&ts=" + Date.now();`, src: "https://c.amazon-adsystem.com/aat/amzn.js" };
};

/** A page view with one product is a look at it. */
function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const products = (request.query.get("productId") ?? "").split(",").filter(Boolean);
  const event = WIRE[request.query.get("event")] ?? (products.length === 1 ? "view" : "home");
  world.tell(id, uid, shopByAccount(id, request.query.get("pid")), event, products, null);
  return pixel({ cookies });
}

function deliver(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const ad = world.fill({ ...world.slot(request.query.get("pj"), request.query.get("b")), exchange: id, uid });
  const landing = `${ad.product ? productUrl(ad.shop, ad.product) : `https://www.${ad.shop.site}/`}?utm_source=amazon&utm_medium=display`;
  return page(creative(ad, {
    click: `https://aax-eu.amazon-adsystem.com/x/c/${newId(30)}/${landing}`,
    image: (item) => `https://m.media-amazon.com/images/S/al-eu-726f4d26/${newId(8)}/${encodeURIComponent(item.name)}.jpg`,
    about: "https://www.amazon.co.uk/adprefs",
    beacon: `https://aax-eu.amazon-adsystem.com/e/loi/imp?b=${newId(16)}`,
  }), { cookies });
}

const exchange = (request, world) => {
  if (request.path === "/e/dtb/admi") return deliver(request, world);
  return request.path.startsWith("/x/c/") ? redirect(request.url.href.slice(request.url.href.lastIndexOf("https://"))) : pixel();
};

export const amazon = {
  id, tag,
  hosts: [
    { host: /^s\.amazon-adsystem\.com$/, answer: told },
    { host: /^aax-eu\.amazon-adsystem\.com$/, answer: exchange },
    { host: /^c\.amazon-adsystem\.com$/, answer: () => script(asset("loader.js")) },
    { host: /^m\.media-amazon\.com$/, answer: ({ path }) => svg(pictureOf(decodeURIComponent(path.split("/").pop()).replace(".jpg", ""))) },
  ],
};
