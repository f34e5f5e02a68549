// Sites that differ in nothing but the consent product: its banner, its interface, and how it keeps a choice. Each
// tells one company before anybody chose, one after a yes and one after a no, and pings Google without anything to
// know anybody by. Written from the products' documentation; the ids in what is kept are made up.

import { asset } from "./assets.mjs";
import { page, script } from "./http.mjs";
import { html, json, raw } from "./markup.mjs";
import { tcString } from "./tc.mjs";

const cookie = (name, value) => ["cookie", name, value];
const local = (name, value) => ["local", name, typeof value === "string" ? value : JSON.stringify(value)];
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64");

/** Numbers of Criteo and Google in IAB Europe's list. */
const CRITEO = 91;
const GOOGLE = 755;

/** The TC strings of a banner before a choice, after a yes and after a no. */
const tcf = (cmp, disclosed) => ({
  none: "",
  yes: tcString({ cmp, yes: true, disclosed }),
  no: tcString({ cmp, yes: false, disclosed }),
});
const didomi = tcf(7, [CRITEO, GOOGLE]);
const sourcepoint = tcf(6, [CRITEO, GOOGLE]);
const quantcast = tcf(10, [GOOGLE]);

const didomiToken = (enabled, disabled) => cookie("didomi_token", base64({
  user_id: "19a1c380-8ddc-6527-a492-830528b731c2", created: "2026-10-25T16:33:45.693Z", version: 2,
  purposes: { enabled, disabled }, vendors: { enabled: [], disabled: [] },
}));
const usercentrics = (action) => [local("uc_user_interaction", "true"), local("uc_settings", {
  controllerId: "9f2c7d0e41a54ad1", services: [{ id: "H1Vl5NidjWX", history: [{ action: "onInitialPageLoad" }, { action }], status: true }],
})];
const sourcepointData = (purposeConsent, euconsent) => local("_sp_user_consent_1011", {
  gdpr: { uuid: "5f0c1d2e", euconsent, consentStatus: { hasConsentData: true, granularStatus: { purposeConsent, defaultConsent: false } } },
});
const shopify = (m) => encodeURIComponent(JSON.stringify({
  con: { CMP: { a: m, m, p: m, s: m } }, v: "2.1", region: "DEBE", reg: "GDPR", display_banner: false, consent_id: "15E8E3F9-ad99",
}));

/**
 * `clicks`: what a refusal takes. `named`: companies told that the list names, of those that it could name; no list, none.
 * `buttons`: what answers yes and no; `more` first shows what answers `late`.
 */
export const BANNERS = [
  {
    id: "onetrust", name: "OneTrust", loader: "https://cdn.cookielaw.org/scripttemplates/otBannerSdk.js",
    markup: `<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" role="dialog" aria-label="Privacy"><button id="onetrust-reject-all-handler">Reject All</button>
      <button id="onetrust-accept-btn-handler">Accept All Cookies</button></div></div>`,
    buttons: { yes: "#onetrust-accept-btn-handler", no: "#onetrust-reject-all-handler" },
    kept: {
      yes: [cookie("OptanonConsent", "isGpcEnabled=0&consentId=aa71b8e0&interactionCount=1&groups=C0001%3A1%2CC0004%3A1"), cookie("OptanonAlertBoxClosed", "2026-04-06T11:23:20.578Z")],
      no: [cookie("OptanonConsent", "isGpcEnabled=0&consentId=aa71b8e0&interactionCount=1&groups=C0001%3A1%2CC0004%3A0"), cookie("OptanonAlertBoxClosed", "2026-04-06T11:23:20.578Z")],
    },
  },
  {
    id: "cookiebot", name: "Cookiebot", loader: "https://consent.cookiebot.com/banner/uc.js",
    markup: `<div id="CybotCookiebotDialog" role="dialog" aria-label="Cookies"><button id="CybotCookiebotDialogBodyButtonDetails">Details</button>
      <button id="CybotCookiebotDialogBodyButtonDecline">Ablehnen</button><button id="CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll">Alle zulassen</button></div>`,
    buttons: { yes: "#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll", more: "#CybotCookiebotDialogBodyButtonDetails", late: "#CybotCookiebotDialogBodyButtonDecline" },
    clicks: 2,
    kept: {
      yes: [cookie("CookieConsent", "{stamp:%27zKbA==%27%2Cnecessary:true%2Cmarketing:true%2Cmethod:%27explicit%27%2Cver:1}")],
      no: [cookie("CookieConsent", "{stamp:%27zKbA==%27%2Cnecessary:true%2Cmarketing:false%2Cmethod:%27explicit%27%2Cver:1}")],
    },
  },
  {
    id: "didomi", name: "Didomi", loader: "https://sdk.privacy-center.org/sdk/loader.js", tcf: didomi, named: [2, 2],
    markup: `<div id="didomi-host"><div id="didomi-notice"><button id="didomi-notice-disagree-button">Disagree and close</button>
      <button id="didomi-notice-agree-button">Agree and close</button></div></div>`,
    buttons: { yes: "#didomi-notice-agree-button", no: "#didomi-notice-disagree-button" },
    kept: {
      yes: [didomiToken(["cookies"], []), cookie("euconsent-v2", didomi.yes)],
      no: [didomiToken([], ["cookies"]), cookie("euconsent-v2", didomi.no)],
    },
  },
  {
    id: "usercentrics", name: "Usercentrics", loader: "https://app.usercentrics.eu/browser-ui/latest/loader.js", shadow: "closed",
    markup: `<div id="usercentrics-root"></div>`,
    inside: `<div role="dialog"><button data-testid="uc-deny-all-button">Ablehnen</button><button data-testid="uc-accept-all-button">Alles akzeptieren</button></div>`,
    buttons: { yes: "[data-testid=uc-accept-all-button]", no: "[data-testid=uc-deny-all-button]" },
    kept: { yes: usercentrics("onAcceptAllServices"), no: usercentrics("onDenyAllServices") },
  },
  {
    id: "trustarc", name: "TrustArc", loader: "https://consent.trustarc.com/notice.js",
    markup: `<div id="truste-consent-track" role="dialog"><button id="truste-consent-required">Required only</button><button id="truste-consent-button">Agree and proceed</button></div>`,
    buttons: { yes: "#truste-consent-button", no: "#truste-consent-required" },
    kept: {
      yes: [cookie("notice_behavior", "expressed|eu"), cookie("notice_preferences", "2:"), cookie("notice_gdpr_prefs", "0%2C1%2C2:")],
      no: [cookie("notice_behavior", "expressed|eu"), cookie("notice_preferences", "0:"), cookie("notice_gdpr_prefs", "0:")],
    },
  },
  {
    id: "sourcepoint", name: "Sourcepoint", loader: "https://cdn.privacy-mgmt.com/unified/wrapperMessagingWithoutDetection.js", tcf: sourcepoint, named: [2, 2],
    markup: `<div id="sp_message_container_1011"><iframe id="sp_message_iframe_1011" style="width:100%;height:100px;border:0"
      src="https://cdn.privacy-mgmt.com/index.html?message_id=1011&amp;requestUUID=5f0c1d2e"></iframe></div>`,
    buttons: {},
    kept: { yes: [sourcepointData("ALL", sourcepoint.yes)], no: [sourcepointData("NONE", sourcepoint.no)] },
  },
  {
    id: "quantcast", name: "Quantcast Choice", loader: "https://cmp.inmobi.com/choice/choice.js", tcf: quantcast, named: [1, 2],
    markup: `<div class="qc-cmp2-container"><div id="qc-cmp2-ui" role="dialog"><button mode="secondary">MORE OPTIONS</button>
      <button mode="late">REJECT ALL</button><button mode="primary">AGREE</button></div></div>`,
    buttons: { yes: "[mode=primary]", more: "[mode=secondary]", late: "[mode=late]" },
    clicks: 2,
    kept: {
      yes: [cookie("euconsent-v2", quantcast.yes), cookie("_cmpRepromptHash", "CQA.1.xyz")],
      no: [cookie("euconsent-v2", quantcast.no), cookie("_cmpRepromptHash", "CQA.1.xyz")],
    },
  },
  {
    id: "shopify", name: "Shopify", loader: "https://cdn.shopify.com/shopifycloud/privacy-banner/storefront-banner.js",
    markup: `<div id="shopify-pc__banner" role="dialog"><button id="shopify-pc__banner__btn-decline">Decline</button><button id="shopify-pc__banner__btn-accept">Accept</button></div>`,
    buttons: { yes: "#shopify-pc__banner__btn-accept", no: "#shopify-pc__banner__btn-decline" },
    kept: { yes: [cookie("_tracking_consent", shopify("1"))], no: [cookie("_tracking_consent", shopify("0"))] },
  },
  {
    // A banner of the site's own: what it keeps, nobody else can read.
    id: "own", name: null, loader: "/assets/own-banner.js", forgotten: true,
    markup: `<div class="cookie-notice" role="dialog" aria-label="Cookies"><p>May we use cookies?</p><button class="n">No thanks, reject all</button><button class="y">Accept all</button></div>`,
    buttons: { yes: ".y", no: ".n" },
    kept: { yes: [cookie("cookies_ok", "all")], no: [cookie("cookies_ok", "none")] },
  },
];

/** What each site sends: before a choice, after a yes and after a no; the first by consent mode, without ids. */
const TAGS = {
  before: [
    "https://www.googleadservices.com/pagead/conversion/10784512345/?random=17&gcs=G100&npa=1&en=page_view",
    "https://sslwidget.criteo.com/event?a=48213&v=5.23.0&p0=e%3Dvh&adce=1",
  ],
  yes: ["https://www.facebook.com/tr/?id=608795229331204&ev=PageView&rl="],
  no: ["https://ct.pinterest.com/v3/?event=pagevisit&tid=2613904471822&ed=%7B%7D"],
};

/** The site of a row whose visitor will answer `answer`. */
export const siteOf = (banner, answer) => `${banner.id}-${answer}.example`;

const rowOf = (host) => BANNERS.find((banner) => ["yes", "no"].some((answer) => host.endsWith(siteOf(banner, answer))));

const loader = (banner) => script(`(${asset("banner.js").trim()})(${json({ ...banner, tags: TAGS })});`);

const site = ({ host, path }) => {
  const banner = rowOf(host);
  if (path === "/assets/own-banner.js") return loader(banner);
  return page(html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${banner.id}</title>
    <script src="${banner.loader}"></script></head><body style="height:600px"><h1>${banner.id}</h1></body></html>`);
};

/** Sourcepoint's frame: its buttons answer to the page around it. */
const message = () => page(html`<!doctype html><meta charset="utf-8"><body style="margin:0">
  <button class="message-button sp_choice_type_11" style="position:fixed;left:20px;bottom:20px;width:200px;height:40px">Accept</button>
  <button class="message-button sp_choice_type_13" style="position:fixed;left:240px;bottom:20px;width:200px;height:40px">Reject</button>
  <script>${raw(`for (const [type, choice] of [["11", "yes"], ["13", "no"]]) {
    document.querySelector(".sp_choice_type_" + type).addEventListener("click", () => parent.postMessage({ choice }, "*"));
  }`)}</script>`);

/** Where the sites and their banners answer. */
export const banners = {
  hosts: [
    { host: /-(yes|no)\.example$/, answer: (request) => rowOf(request.host) && site(request) },
    { host: /^cdn\.privacy-mgmt\.com$/, answer: ({ path }) => path === "/index.html" ? message() : undefined },
    ...BANNERS.filter(({ loader }) => loader.startsWith("https:")).map((banner) => {
      const { host, pathname } = new URL(banner.loader);
      return { host: new RegExp(`^${host.replaceAll(".", "\\.")}$`), answer: ({ path }) => path === pathname ? loader(banner) : undefined };
    }),
  ],
};
