// Xandr: segment pixels on shops, its own slots and bids on publishers, cookie matching.

import { asset } from "../assets.mjs";
import { creative, inner } from "../creative.mjs";
import { newId, page, pixel, redirect, script } from "../http.mjs";
import { json } from "../markup.mjs";
import { productUrl, shopByAccount } from "../shops.mjs";

const id = "xandr";
const COOKIE = { name: "uuid2", domain: ".adnxs.com", make: () => String(BigInt(`0x${newId(7)}`)) };

/** A shop's audience number and what it stands for: Xandr itself only sees the number. */
const AUDIENCES = { home: 0, list: 1, view: 2, cart_view: 3, purchase: 4 };

const tag = (shop, { event, products, value, order }) => {
  const account = Number(shop.accounts.xandr);
  const audience = account * 10 + (AUDIENCES[event] ?? 0);
  const other = products.map(({ item }) => item.id).join(",");
  const seen = `https://secure.adnxs.com/seg?add=${audience}&t=2&other=${encodeURIComponent(other)}`;
  const bought = order ? `new Image().src = ${json(`https://secure.adnxs.com/px?id=${account}&t=2&order_id=${order}&value=${value}`)};` : "";
  return { code: `new Image().src = ${json(seen)}; ${bought}`, src: `https://acdn.adnxs.com/dmp/up/pixie.js?pi=${account}` };
};

/** The first request of a browser without a cookie bounces once, to see whether cookies are taken. */
function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const asked = request.path === "/bounce" ? new URL(decodeURIComponent(request.url.search.slice(1)), request.url) : request.url;
  if (cookies.length > 0 && request.path !== "/bounce") {
    return redirect(`https://secure.adnxs.com/bounce?${encodeURIComponent(request.path + request.url.search)}`, { cookies });
  }
  if (asked.pathname !== "/seg") return pixel({ cookies });
  const audience = Number(asked.searchParams.get("add"));
  const shop = shopByAccount(id, String(Math.floor(audience / 10)));
  const event = Object.keys(AUDIENCES).find((name) => AUDIENCES[name] === audience % 10);
  world.tell(id, uid, shop, event, (asked.searchParams.get("other") ?? "").split(",").filter(Boolean), null);
  return pixel({ cookies });
}

const links = (ad) => {
  const landing = `${ad.product ? productUrl(ad.shop, ad.product) : `https://www.${ad.shop.site}/`}?utm_source=xandr&utm_campaign=display`;
  const opaque = Buffer.from(newId(40)).toString("base64url");
  return {
    click: `https://fra1-ib.adnxs.com/click?${opaque}/bn=${parseInt(newId(2), 16)}/clickenc=${encodeURIComponent(landing)}`,
    about: "https://monetize.xandr.com/adchoices",
    beacon: `https://fra1-ib.adnxs.com/it?an_audit=0&e=wqT_3QL${newId(30)}`,
  };
};

function exchange(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  if (request.path === "/getuid") return redirect(decodeURIComponent(request.url.search.slice(1)).replace("$UID", uid), { cookies });
  if (request.path === "/setuid") return pixel({ cookies });
  if (request.path === "/tt") {
    const slot = world.slot(request.query.get("referrer"), request.query.get("id"));
    const ad = world.fill({ ...slot, exchange: id, uid });
    return page(creative(ad, links(ad)), { cookies });
  }
  if (request.path === "/ttj") {
    const ad = world.display(request.query.get("ad"));
    return script(`document.write(${json(String(inner(ad, links(ad))))});`, { cookies });
  }
  return pixel({ cookies });
}

export const xandr = {
  id, tag,
  hosts: [
    { host: /^secure\.adnxs\.com$/, answer: told },
    { host: /^acdn\.adnxs\.com$/, answer: () => script(asset("pixie.js")) },
    { host: /^ib\.adnxs\.com$/, answer: exchange },
    {
      host: /^fra1-ib\.adnxs\.com$/,
      answer: ({ path, url }) => path === "/click" ? redirect(decodeURIComponent(url.href.split("clickenc=")[1])) : pixel(),
    },
  ],
};
