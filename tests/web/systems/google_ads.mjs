// Google's advertising: remarketing tags, Ad Manager and AdSense slots, cookie matching, click links.

import { asset } from "../assets.mjs";
import { creative, inner } from "../creative.mjs";
import { data, newId, page, pixel, redirect, script, svg } from "../http.mjs";
import { html, json, raw } from "../markup.mjs";
import { pictureOf } from "../picture.mjs";
import { productUrl, shopByAccount } from "../shops.mjs";

const id = "google_ads";
const COOKIE = { name: "IDE", domain: ".doubleclick.net", make: () => `AHWqTUm${newId(24)}` };

const EVENTS = {
  home: "page_view", list: "view_item_list", search: "view_search_results", view: "view_item",
  cart_view: "view_cart", checkout: "begin_checkout", purchase: "purchase",
};
const WIRE = {
  view_item: "view", view_item_list: "list", view_search_results: "search", add_to_cart: "cart_add",
  view_cart: "cart_view", begin_checkout: "cart_view", purchase: "purchase", page_view: "home",
};

/** The one snippet that Google Ads and Analytics share; a second one only adds its account. */
export const gtag = (shop, account, { event, products, order, value, term }) => {
  const told = {
    send_to: account, currency: shop.currency, value: value ?? products[0]?.item.price,
    items: products.map(({ item, quantity }) => ({
      id: item.id, item_id: item.id, item_name: item.name, item_brand: shop.name, price: item.price, quantity,
      google_business_vertical: "retail",
    })),
    transaction_id: order, search_term: term,
  };
  return {
    code: `window.dataLayer = window.dataLayer || []; window.gtag = window.gtag || function () { dataLayer.push(arguments); };
      gtag("js", new Date()); gtag("config", ${json(account)}); gtag("event", ${json(EVENTS[event])}, ${json(told)});`,
    src: `https://www.googletagmanager.com/gtag/js?id=${account}`,
  };
};

/** `data=event=view_item;id=NT-118;value=129` is what the remarketing tag says. */
function told(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const [, account] = request.path.match(/\/(\d+)\/$/) ?? [];
  const message = new Map((request.query.get("data") ?? "").split(";").map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const event = WIRE[message.get("event")];
  const products = message.get("id")?.split(",").filter(Boolean) ?? [];
  if (event) world.tell(id, uid, shopByAccount(id, account), event, products, request.query.get("url"));
  const list = `https://www.google.com/pagead/1p-user-list/${account}/?random=${request.query.get("random")}&data=${encodeURIComponent(request.query.get("data") ?? "")}&is_vtc=1&cid=CAQSGwDpaXnf&rmt_tld=0&ipr=y`;
  return redirect(list, { cookies });
}

/** A partner's cookie comes in `google_hm`; ours goes back where `google_cm` asks for it. */
const PARTNERS = {
  cri0: { system: "criteo", back: "https://dis.criteo.com/dis/rtb/google/cookiematch.aspx" },
  rtbhouse: { system: "rtb_house", back: "https://creativecdn.com/cm-notify?pi=adx" },
  TheTradeDesk: { system: "trade_desk", back: "https://match.adsrvr.org/track/cmf/google" },
};

function match(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const partner = PARTNERS[request.query.get("google_nid")];
  const theirs = Buffer.from(request.query.get("google_hm") ?? "", "base64url").toString();
  if (!partner) return pixel({ cookies });
  if (theirs) world.match(id, uid, partner.system, theirs);
  return redirect(`${partner.back}${partner.back.includes("?") ? "&" : "?"}google_gid=CAESE${newId(10)}&google_cver=1`, { cookies });
}

const landingOf = (ad, click) => {
  const address = ad.product ? productUrl(ad.shop, ad.product) : `https://www.${ad.shop.site}/`;
  return `${address}?gad_source=5&gclid=${click}`;
};

/** What Google's own ads link to; `adurl` comes last, and Ad Manager writes it unencoded. */
const LINKS = {
  aclk: (ad) => ({
    click: `https://googleads.g.doubleclick.net/aclk?sa=l&ai=C${newId(40)}&ae=1&num=1&cid=CAQSP&sig=AOD64_${newId(12)}&client=ca-pub-4177862836555934&adurl=${encodeURIComponent(landingOf(ad, `EAIaIQ${newId(16)}`))}`,
  }),
  pcs: (ad) => ({
    click: `https://adclick.g.doubleclick.net/pcs/click?xai=AKAOjs${newId(60)}&sai=AMfl-${newId(30)}&sig=Cg0ArKJSz${newId(8)}&fbs_aeid=%5Bgw_fbsaeid%5D&urlfix=1&adurl=${landingOf(ad, `EAIaIQ${newId(16)}`)}`,
    beacon: `https://securepubads.g.doubleclick.net/pcs/view?xai=AKAOjs${newId(60)}&sai=AMfl-${newId(30)}&sig=Cg0ArKJSz${newId(8)}&uach_m=%5BUACH%5D&adurl=`,
  }),
};

const links = (ad, kind) => ({
  ...LINKS[kind](ad),
  image: (item) => `https://tpc.googlesyndication.com/simgad/${parseInt(newId(6), 16)}?name=${encodeURIComponent(item.name)}`,
  about: `https://adssettings.google.com/whythisad?source=display&reasons=A${newId(24)}`,
  menu: (label) => `https://googleads.g.doubleclick.net/pagead/interaction/?ai=C${ad.id}&sigh=${newId(6)}&label=${label}&label_instance=1`,
});

/** What stands in an Ad Manager slot when a partner's bid won: the partner's own frame or markup. */
const PARTNER_MARKUP = {
  criteo: (ad) => html`<iframe src="https://ads.eu.criteo.com/delivery/r/afr.php?did=${ad.id}&z=${newId(6)}&u=%7C" width="${ad.slot.size[0]}" height="${ad.slot.size[1]}" frameborder="0" scrolling="no" marginwidth="0" marginheight="0"></iframe>`,
  rtb_house: (ad) => html`<iframe src="https://f.creativecdn.com/imp-delivery?tdc=${ad.id}&tk=${newId(20)}" width="${ad.slot.size[0]}" height="${ad.slot.size[1]}" frameborder="0" scrolling="no"></iframe>`,
  trade_desk: (ad) => html`<script src="https://insight.adsrvr.org/adm?imp=${ad.id}"></script>`,
  xandr: (ad) => html`<script src="https://ib.adnxs.com/ttj?member=1540&ad=${ad.id}"></script>`,
};

/** What Ad Manager tells the page of the ad in a slot: numbers in the publisher's books. */
const booked = ({ seller, shop }) => ({
  advertiserId: 4_512_000_000 + Number(shop.accounts.google_ads ?? 1) % 1_000_000, campaignId: 2_880_000_000 + seller.length,
  creativeId: 138_000_000_000 + shop.site.length, creativeTemplateId: null, lineItemId: 5_900_000_000 + seller.length, isBackfill: false,
});

/** Ad Manager: one answer for all slots of a page, each with its markup and how to render it. */
function gampad(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const url = request.query.get("url");
  const slots = request.query.get("prev_iu").split(",").map((name) => {
    const slot = world.slot(url, name);
    const ad = world.fill({ ...slot, exchange: id, uid });
    const markup = PARTNER_MARKUP[ad.seller]?.(ad) ?? inner(ad, links(ad, "pcs"));
    return { name, size: slot.size, rendering: slot.rendering, booked: booked(ad), html: String(markup) };
  });
  return data({ slots }, { cookies });
}

/** AdSense: the slot's frame asks for its own document. */
function adsense(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  const slot = world.slot(request.query.get("url"), request.query.get("slotname"));
  const ad = world.fill({ ...slot, exchange: id, uid, bidders: [id] });
  return page(creative(ad, links(ad, "aclk")), { cookies });
}

/** What somebody did in an ad's menu; opening it is no answer. */
function answered(request, world) {
  const { uid, cookies } = world.visitor(request, COOKIE);
  if (request.query.get("label") === "user_feedback_menu_option") world.stop(id, uid, request.query.get("ai").slice(1));
  return pixel({ cookies });
}

const landing = (request) => request.url.href.split("adurl=")[1];

const doubleclick = (request, world) => {
  if (request.path.startsWith("/pagead/viewthroughconversion/")) return told(request, world);
  if (request.path === "/pagead/ads") return adsense(request, world);
  if (request.path === "/pagead/interaction/") return answered(request, world);
  if (request.path === "/aclk") return redirect(decodeURIComponent(landing(request)));
  return pixel();
};

const publisherAds = (request, world) => {
  if (request.path === "/tag/js/gpt.js") return script(asset("gpt.js"));
  return request.path === "/gampad/ads" ? gampad(request, world) : pixel();
};

const syndication = (request) => {
  if (request.path.startsWith("/safeframe/")) return page(html`<!doctype html><meta charset="utf-8"><body style="margin:0"><script>${raw(asset("safeframe.js"))}</script>`);
  if (request.path.startsWith("/simgad/")) return svg(pictureOf(request.query.get("name")));
  return request.path.endsWith("adsbygoogle.js") ? script(asset("adsbygoogle.js")) : pixel();
};

export const googleAds = {
  id,
  tag: (shop, moment) => gtag(shop, `AW-${shop.accounts.google_ads}`, moment),
  hosts: [
    { host: /^www\.googletagmanager\.com$/, answer: () => script(asset("gtag.js")) },
    { host: /^googleads\.g\.doubleclick\.net$/, answer: doubleclick },
    { host: /^www\.googleadservices\.com$/, answer: () => pixel() },
    { host: /^www\.google\.com$/, answer: ({ path }) => path.startsWith("/pagead/") ? pixel() : undefined },
    { host: /^cm\.g\.doubleclick\.net$/, answer: match },
    { host: /^securepubads\.g\.doubleclick\.net$/, answer: publisherAds },
    { host: /^adclick\.g\.doubleclick\.net$/, answer: (request) => redirect(landing(request)) },
    { host: /googlesyndication\.com$/, answer: syndication },
  ],
};
