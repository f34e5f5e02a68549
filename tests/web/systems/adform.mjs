// Adform: a tracking point on shops, and slots of its own on publishers.

import { asset } from "../assets.mjs";
import { creative } from "../creative.mjs";
import { newId, page, pixel, redirect, script, svg } from "../http.mjs";
import { json } from "../markup.mjs";
import { pictureOf } from "../picture.mjs";
import { productUrl, shopByAccount } from "../shops.mjs";

const id = "adform";
const COOKIE = { name: "uid", domain: ".adform.net", make: () => String(BigInt(`0x${newId(7)}`)) };
const WIRE = { Home: "home", List: "list", Search: "search", Product: "view", Basket: "cart_view", Checkout: "checkout", Thanks: "purchase" };
const PAGES = Object.fromEntries(Object.entries(WIRE).map(([page, event]) => [event, page]));

/** What was looked at lies packed in `itm`. */
const tag = (shop, { event, products, order, value }) => {
  const itms = products.map(({ item, quantity }) => ({ pid: item.id, pnm: item.name, sl: item.price, cnt: quantity }));
  const packed = Buffer.from(JSON.stringify({ ...(order && { id: order, sl: value, cur: shop.currency }), itms })).toString("base64url");
  const src = `https://track.adform.net/Serving/TrackPoint/?pm=${shop.accounts.adform}&ADFPageName=${PAGES[event] ?? "Home"}&ADFdivider=%7C&itm=${packed}`;
  return { code: `new Image().src = ${json(src)} + "&ord=" + Date.now() + "&loc=" + encodeURIComponent(location.href);`, src: "https://s2.adform.net/banners/scripts/st/trackpoint-async.js" };
};

function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const { itms = [] } = JSON.parse(Buffer.from(request.query.get("itm"), "base64url").toString());
  world.tell(id, uid, shopByAccount(id, request.query.get("pm")), WIRE[request.query.get("ADFPageName")], itms.map(({ pid }) => pid), request.query.get("loc"));
  return pixel({ cookies });
}

const landing = (ad) => `${ad.product ? productUrl(ad.shop, ad.product) : `https://www.${ad.shop.site}/`}?utm_source=adform&utm_medium=display`;

function deliver(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const ad = world.fill({ ...world.slot(request.query.get("url"), request.query.get("mid")), exchange: id, uid });
  return page(creative(ad, {
    click: `https://track.adform.net/C/?bn=${parseInt(newId(3), 16)};crtbwp=${newId(8)};crtbdata=${newId(30)};adfibeg=0;cdata=${newId(20)};CREFURL=${encodeURIComponent(ad.slot.page)};ckurl=${encodeURIComponent(landing(ad))}`,
    image: (item) => `https://s1.adform.net/Banners/Elements/Files/${parseInt(newId(3), 16)}/${encodeURIComponent(item.name)}.jpg`,
    about: "https://site.adform.com/privacy-center/adchoices/",
    beacon: `https://track.adform.net/adfserve/?bn=${parseInt(newId(3), 16)};1x1inv=1;srctype=3`,
  }), { cookies });
}

const track = (request, world) => {
  if (request.path.startsWith("/Serving/TrackPoint")) return told(request, world);
  return request.path === "/C/" ? redirect(decodeURIComponent(request.url.href.split("ckurl=")[1])) : pixel();
};

export const adform = {
  id, tag,
  hosts: [
    { host: /^track\.adform\.net$/, answer: track },
    { host: /^adx\.adform\.net$/, answer: deliver },
    { host: /^s2\.adform\.net$/, answer: () => script(asset("loader.js")) },
    { host: /^s1\.adform\.net$/, answer: ({ path }) => svg(pictureOf(decodeURIComponent(path.split("/").pop()).replace(".jpg", ""))) },
  ],
};
