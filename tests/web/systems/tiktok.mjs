// TikTok: the pixel posts JSON. Its ads run in its own feed, not on the small web's pages.

import { asset } from "../assets.mjs";
import { data, newId, script } from "../http.mjs";
import { json } from "../markup.mjs";
import { shopByAccount } from "../shops.mjs";

const id = "tiktok";
const COOKIE = { name: "_ttp", domain: ".tiktok.com", make: () => newId() };
const EVENTS = { view: "ViewContent", search: "Search", cart_view: "AddToCart", checkout: "InitiateCheckout", purchase: "CompletePayment" };
const WIRE = { ViewContent: "view", Search: "search", AddToCart: "cart_add", InitiateCheckout: "checkout", CompletePayment: "purchase" };

const tag = (shop, { event, products, value, term }) => {
  const contents = products.map(({ item, quantity }) => ({ content_id: item.id, content_name: item.name, content_type: "product", price: item.price, quantity }));
  const told = { contents, value: value ?? products[0]?.item.price, currency: shop.currency, query: term };
  return {
    code: `window.ttq = window.ttq || []; ttq.push(["load", ${json(shop.accounts.tiktok)}], ["page"]);
      ${EVENTS[event] ? `ttq.push(["track", ${json(EVENTS[event])}, ${json(told)}]);` : ""}`,
    src: `https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=${shop.accounts.tiktok}&lib=ttq`,
  };
};

function told(request, world) {
  const message = JSON.parse(request.body);
  const { uid, cookies } = world.visitor(request, COOKIE);
  const products = (message.properties?.contents ?? []).map((content) => content.content_id);
  const event = WIRE[message.event];
  if (event) world.tell(id, uid, shopByAccount(id, message.context.pixel.code), event, products, message.context.page.url);
  return data({}, { cookies });
}

export const tiktok = {
  id, tag,
  hosts: [
    {
      host: /^analytics\.tiktok\.com$/,
      answer: (request, world) => request.path.startsWith("/api/v2/pixel") ? told(request, world) : script(asset("tiktok.js")),
    },
  ],
};
