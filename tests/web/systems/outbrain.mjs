// Outbrain: a pixel on shops that names no products, and a widget in the publisher's own page.

import { asset } from "../assets.mjs";
import { data, newId, nothing, script, svg } from "../http.mjs";
import { json } from "../markup.mjs";
import { pictureOf } from "../picture.mjs";
import { productUrl, shopByAccount } from "../shops.mjs";

const id = "outbrain";
const COOKIE = { name: "obuid", domain: ".outbrain.com", make: () => crypto.randomUUID() };
const EVENTS = { view: "View content", cart_view: "Add to cart", checkout: "Checkout", purchase: "Purchase" };
const WIRE = { PAGE_VIEW: "home", "View content": "view", "Add to cart": "cart_add", Checkout: "checkout", Purchase: "purchase" };

const tag = (shop, { event, order, value }) => {
  const query = new URLSearchParams({
    marketerId: shop.accounts.outbrain, obApiVersion: "1.1", obtpVersion: "1.4.0", name: EVENTS[event] ?? "PAGE_VIEW",
    ...(order && { orderId: order, orderValue: value, currency: shop.currency }),
  });
  return { code: `new Image().src = ${json(`https://tr.outbrain.com/unifiedPixel?${query}`)} + "&dl=" + encodeURIComponent(location.href);`, src: "https://amplify.outbrain.com/cp/obtp.js" };
};

function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  world.tell(id, uid, shopByAccount(id, request.query.get("marketerId")), WIRE[request.query.get("name")], [], request.query.get("dl"));
  return nothing({ cookies });
}

/** What is clicked only Outbrain can read; where it leads stands beside it. */
function recommend(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const doc = request.query.get("slots").split(",").map((name) => {
    const ad = world.fill({ ...world.slot(request.query.get("contentUrl"), name), exchange: id, uid });
    const item = ad.product ?? ad.shop.products[0];
    return {
      url: `https://paid.outbrain.com/network/redir?p=${newId(60)}&c=${newId(4)}&v=3`,
      orig_url: `${ad.product ? productUrl(ad.shop, item) : `https://www.${ad.shop.site}/`}?dicbo=v4-${newId(12)}`,
      content: ad.product ? `${item.name}: ${ad.shop.line}` : ad.shop.line, source_name: ad.shop.name,
      thumbnail: { url: `https://images.outbrainimg.com/transform/v3/${encodeURIComponent(item.name)}.jpg` },
    };
  });
  return data({ documents: { doc } }, { cookies });
}

const image = ({ path }) => svg(pictureOf(decodeURIComponent(path.split("/").pop()).replace(".jpg", "")));

export const outbrain = {
  id, tag,
  hosts: [
    { host: /^amplify\.outbrain\.com$/, answer: () => script(asset("loader.js")) },
    { host: /^tr\.outbrain\.com$/, answer: told },
    { host: /^widgets\.outbrain\.com$/, answer: () => script(asset("outbrain_widget.js")) },
    { host: /^mv\.outbrain\.com$/, answer: recommend },
    { host: /^images\.outbrainimg\.com$/, answer: image },
  ],
};
