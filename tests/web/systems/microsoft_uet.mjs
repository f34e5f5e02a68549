// Microsoft UET: the tag on shops.

import { asset } from "../assets.mjs";
import { newId, nothing, script } from "../http.mjs";
import { json } from "../markup.mjs";
import { shopByAccount } from "../shops.mjs";

const id = "microsoft_uet";
const COOKIE = { name: "MUID", domain: ".bing.com", make: () => newId().toUpperCase() };
const PAGES = { home: "home", list: "category", search: "searchresults", view: "product", cart_view: "cart", purchase: "purchase" };
const WIRE = { home: "home", category: "list", searchresults: "search", product: "view", cart: "cart_view", purchase: "purchase" };

const tag = (shop, { event, products, value }) => {
  const told = {
    ecomm_prodid: products.map(({ item }) => item.id).join(","), ecomm_pagetype: PAGES[event],
    ...(event === "purchase" && { revenue_value: value, currency: shop.currency }),
  };
  return {
    code: `window.uetq = window.uetq || []; uetq.push("event", ${json(event === "purchase" ? "PRODUCT_PURCHASE" : "")}, ${json(told)});`,
    src: `https://bat.bing.com/bat.js?ti=${shop.accounts.microsoft_uet}`,
  };
};

function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const event = WIRE[request.query.get("pagetype")];
  const products = (request.query.get("prodid") ?? "").split(",").filter(Boolean);
  if (event) world.tell(id, uid, shopByAccount(id, request.query.get("ti")), event, products, request.query.get("p"));
  return nothing({ cookies });
}

export const microsoft = {
  id, tag,
  hosts: [
    { host: /^bat\.bing\.com$/, answer: (request, world) => request.path.startsWith("/action/") ? told(request, world) : script(asset("uet.js")) },
  ],
};
