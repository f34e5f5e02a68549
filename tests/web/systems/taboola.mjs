// Taboola: a pixel on shops, and a widget in the publisher's own page whose ads look like its articles.

import { asset } from "../assets.mjs";
import { data, newId, nothing, script, svg } from "../http.mjs";
import { json } from "../markup.mjs";
import { pictureOf } from "../picture.mjs";
import { productUrl, shopByAccount } from "../shops.mjs";

const id = "taboola";
const COOKIE = { name: "t_gid", domain: ".taboola.com", make: () => `${crypto.randomUUID()}-tuct${newId(4)}` };
const EVENTS = { home: "page_view", list: "page_view", search: "page_view", view: "view_content", cart_view: "add_to_cart", purchase: "make_purchase" };
const WIRE = { page_view: "home", view_content: "view", add_to_cart: "cart_add", make_purchase: "purchase" };

const tag = (shop, { event, products, value, order }) => {
  const told = {
    notify: "event", name: EVENTS[event] ?? "page_view", id: Number(shop.accounts.taboola),
    "item-id": products.map(({ item }) => item.id).join(",") || undefined, revenue: order && value, orderid: order, currency: order && shop.currency,
  };
  return {
    code: `window._tfa = window._tfa || []; window._tfa.push(${json(told)});`,
    src: `https://cdn.taboola.com/libtrc/unip/${shop.accounts.taboola}/tfa.js`,
  };
};

function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const [, account] = request.path.split("/");
  const products = (request.query.get("item-id") ?? "").split(",").filter(Boolean);
  world.tell(id, uid, shopByAccount(id, account), WIRE[request.query.get("en")], products, request.query.get("item-url"));
  return nothing({ cookies });
}

/** The widget's content: links lead straight to the shop, with a click id. */
function recommend(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const list = request.query.get("slots").split(",").map((name) => {
    const ad = world.fill({ ...world.slot(request.query.get("u"), name), exchange: id, uid });
    const item = ad.product ?? ad.shop.products[0];
    return {
      id: `~~V1~~${newId(9)}`, name: ad.product ? `${item.name} by ${ad.shop.name}` : `${ad.shop.line} — ${ad.shop.name}`, branding: ad.shop.name,
      url: `${ad.product ? productUrl(ad.shop, item) : `https://www.${ad.shop.site}/`}?utm_source=taboola&utm_medium=referral&tblci=GiB${newId(20)}#tblciGiB${newId(20)}`,
      thumbnail: `https://images.taboola.com/taboola/image/fetch/f_jpg%2Cq_auto%2Ch_180%2Cw_320/${encodeURIComponent(item.name)}.jpg`,
    };
  });
  return data({ trc: { list } }, { cookies });
}

const image = ({ path }) => svg(pictureOf(decodeURIComponent(path.split("/").pop()).replace(".jpg", "")));

export const taboola = {
  id, tag,
  hosts: [
    { host: /^cdn\.taboola\.com$/, answer: ({ path }) => script(asset(path.endsWith("tfa.js") ? "tfa.js" : "taboola_widget.js")) },
    { host: /^trc(-events)?\.taboola\.com$/, answer: (request, world) => request.path.endsWith("/trc/3/json") ? recommend(request, world) : told(request, world) },
    { host: /^images\.taboola\.com$/, answer: image },
  ],
};
