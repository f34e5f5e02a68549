// Meta: the pixel on shops. Its ads run in its own feeds, not on the small web's pages.

import { createHash } from "node:crypto";
import { asset } from "../assets.mjs";
import { newId, pixel, script } from "../http.mjs";
import { json } from "../markup.mjs";
import { shopByAccount } from "../shops.mjs";

const id = "meta";
const COOKIE = { name: "fr", domain: ".facebook.com", make: () => `0${newId(9)}` };
const EVENTS = { view: "ViewContent", search: "Search", cart_view: "AddToCart", checkout: "InitiateCheckout", purchase: "Purchase" };
const WIRE = { ViewContent: "view", Search: "search", AddToCart: "cart_add", InitiateCheckout: "checkout", Purchase: "purchase", PageView: "page" };

const tag = (shop, { event, products, value, order, term, email }) => {
  const account = shop.accounts.meta;
  const told = {
    content_ids: products.map(({ item }) => item.id), content_type: "product", content_name: products[0]?.item.name,
    contents: products.map(({ item, quantity }) => ({ id: item.id, quantity })),
    value: value ?? products[0]?.item.price, currency: shop.currency, search_string: term,
  };
  const person = email ? { em: createHash("sha256").update(email).digest("hex") } : {};
  const special = EVENTS[event] ? `fbq("track", ${json(EVENTS[event])}, ${json(told)}, {eventID: ${json(order ?? newId(8))}});` : "";
  return {
    code: `window.fbq = window.fbq || function () { (fbq.queue = fbq.queue || []).push(arguments); };
      fbq("init", ${json(account)}, ${json(person)}); fbq("track", "PageView"); ${special}`,
    src: "https://connect.facebook.net/en_US/fbevents.js",
  };
};

function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const body = request.method === "POST" ? fields(request) : new Map(request.query);
  const ids = JSON.parse(body.get("cd[content_ids]") ?? "[]");
  const event = WIRE[body.get("ev")];
  if (event) world.tell(id, uid, shopByAccount(id, body.get("id")), event, ids, body.get("dl"));
  return pixel({ cookies });
}

/** Fields of a multipart form, as `sendBeacon` posts them. */
const fields = ({ body }) => new Map([...body.matchAll(/name="([^"]+)"\r\n\r\n(.*?)\r\n--/gs)].map(([, name, value]) => [name, value]));

export const meta = {
  id, tag,
  hosts: [
    { host: /^connect\.facebook\.net$/, answer: ({ path }) => script(path.endsWith("fbevents.js") ? asset("fbevents.js") : "") },
    { host: /^www\.facebook\.com$/, answer: (request, world) => request.path.startsWith("/tr") ? told(request, world) : undefined },
  ],
};
