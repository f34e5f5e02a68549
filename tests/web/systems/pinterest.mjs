// Pinterest: the tag on shops, a picture request per event.

import { asset } from "../assets.mjs";
import { data, newId, pixel, script } from "../http.mjs";
import { json } from "../markup.mjs";
import { shopByAccount } from "../shops.mjs";

const id = "pinterest";
const COOKIE = { name: "_pinterest_ct_ua", domain: ".ct.pinterest.com", make: () => newId() };
const EVENTS = { view: "pagevisit", list: "viewcategory", search: "search", cart_view: "addtocart", purchase: "checkout" };
const WIRE = { pagevisit: "view", viewcategory: "list", search: "search", addtocart: "cart_add", checkout: "purchase" };

const tag = (shop, { event, products, value, order, term }) => {
  const told = {
    value: value ?? products[0]?.item.price, currency: shop.currency, order_id: order, search_query: term,
    line_items: products.map(({ item, quantity }) => ({
      product_id: item.id, product_name: item.name, product_price: item.price, product_quantity: quantity, product_category: item.topic,
    })),
  };
  return {
    code: `window.pintrk = window.pintrk || function () { (pintrk.queue = pintrk.queue || []).push(arguments); };
      pintrk("load", ${json(shop.accounts.pinterest)}); pintrk("page");
      ${EVENTS[event] ? `pintrk("track", ${json(EVENTS[event])}, ${json(told)});` : ""}`,
    src: "https://s.pinimg.com/ct/core.js",
  };
};

function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const event = WIRE[request.query.get("event")];
  const details = JSON.parse(request.query.get("ed") ?? "{}");
  const products = (details.line_items ?? []).map((line) => line.product_id);
  if (event) world.tell(id, uid, shopByAccount(id, request.query.get("tid")), event, products, null);
  return pixel({ cookies });
}

export const pinterest = {
  id, tag,
  hosts: [
    { host: /^s\.pinimg\.com$/, answer: () => script(asset("pinterest.js")) },
    {
      host: /^ct\.pinterest\.com$/,
      answer: (request, world) => request.path.startsWith("/v3") ? told(request, world) : data({}),
    },
  ],
};
