// The Trade Desk: audience frames on shops, bids in exchanges it has matched cookies with.

import { asset } from "../assets.mjs";
import { inner } from "../creative.mjs";
import { newId, nothing, page, pixel, redirect, script } from "../http.mjs";
import { html, json } from "../markup.mjs";
import { productUrl, shopByAccount } from "../shops.mjs";

const id = "trade_desk";
const COOKIE = { name: "TDID", domain: ".adsrvr.org", make: () => crypto.randomUUID() };

/** Each step of a shop has an opaque pixel id; only the advertiser knows what it stands for. */
const STEPS = { home: "a1f0c3e", list: "b2e1d4f", view: "c3d2e50", cart_view: "d4c3f61", purchase: "e5b4072" };

const tag = (shop, { event, products, order, value }) => {
  const upid = STEPS[event] ?? STEPS.home;
  const dynamic = { td1: products.map(({ item }) => item.id).join(","), ...(order && { orderid: order, v: value, vf: shop.currency }) };
  return {
    code: `window.ttd_dom_ready = function (run) { document.readyState === "loading" ? addEventListener("DOMContentLoaded", run) : run(); };
      window.ttd_queue = ${json({ adv: shop.accounts.trade_desk, upid, dynamic })};`,
    src: "https://js.adsrvr.org/up_loader.1.1.0.js",
  };
};

/** The audience frame: takes down what happened and matches cookies with the exchanges. */
function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const event = Object.keys(STEPS).find((name) => STEPS[name] === request.query.get("upid"));
  const products = (request.query.get("td1") ?? "").split(",").filter(Boolean);
  world.tell(id, uid, shopByAccount(id, request.query.get("adv")), event, products, request.query.get("ref"));
  const google = Buffer.from(uid).toString("base64url");
  return page(html`<!doctype html><title></title>
    <img src="https://cm.g.doubleclick.net/pixel?google_nid=TheTradeDesk&google_cm&google_sc&google_hm=${google}" alt="">
    <img src="https://ib.adnxs.com/getuid?${encodeURIComponent("https://match.adsrvr.org/track/cmf/appnexus?ttd=1&anid=$UID")}" alt="">`, { cookies });
}

function match(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  if (request.path === "/track/cmf/appnexus") world.match(id, uid, "xandr", request.query.get("anid"));
  if (request.query.get("ttd_pid") === "criteo") {
    return redirect(`https://dis.criteo.com/dis/rtb/ttd/cookiematch.aspx?ttd_uid=${uid}`, { cookies });
  }
  return pixel({ cookies });
}

/** The click link's `r` comes last and holds the landing page. */
const links = (ad) => {
  const landing = `${ad.product ? productUrl(ad.shop, ad.product) : `https://www.${ad.shop.site}/`}?utm_source=ttd&utm_medium=programmatic`;
  return {
    click: `https://insight.adsrvr.org/track/clk?imp=${crypto.randomUUID()}&ag=${newId(4)}&sfe=1a2b3c&sig=${newId(16)}&crid=${newId(4)}&cf=8216544&fq=0&td_s=${new URL(ad.slot.page).hostname}`
      + `&rcats=&mste=&mfld=4&mssi=&mfsi=&uhow=57&agsa=&rgz=20095&svbttd=1&dt=PC&osf=Linux&os=Linux&br=Chrome&rlangs=en&dur=&crrelr=&npt=&svpid=pub-4177&r=${landing}`,
    about: "https://www.adsrvr.org/adchoices",
    beacon: `https://insight.adsrvr.org/track/evnt/?adv=${ad.shop.accounts.trade_desk ?? "q7none1"}&ct=0:iep0q1d&fmt=3`,
  };
};

function ads(request, world) {
  if (request.path === "/track/up") return told(request, world);
  if (request.path === "/track/clk") return redirect(request.url.href.split("&r=")[1]);
  if (request.path !== "/adm") return pixel();
  const ad = world.display(request.query.get("imp"));
  return ad ? script(`document.write(${json(String(inner(ad, links(ad))))});`) : nothing();
}

export const tradeDesk = {
  id, tag,
  hosts: [
    { host: /^js\.adsrvr\.org$/, answer: () => script(asset("up_loader.js")) },
    { host: /^insight\.adsrvr\.org$/, answer: ads },
    { host: /^match\.adsrvr\.org$/, answer: match },
  ],
};
