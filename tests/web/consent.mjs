// Consent banners: their real markup, their real way of holding tags back until the visitor says yes.

import { script } from "./http.mjs";
import { html, json, raw } from "./markup.mjs";
import { asset } from "./assets.mjs";

const BANNERS = {
  onetrust: {
    loader: html`<script src="https://cdn.cookielaw.org/scripttemplates/otSDKStub.js" data-domain-script="018f2c71-55d0-7c34-9b1e-5d7a2c6f1e02"></script>`,
    gate: 'type="text/plain" class="optanon-category-C0004"',
    options: {
      gate: "script.optanon-category-C0004", accept: "#onetrust-accept-btn-handler", reject: "#onetrust-reject-all-handler",
      cookie: "OptanonConsent", yes: "groups=C0001:1,C0002:1,C0003:1,C0004:1", no: "groups=C0001:1,C0002:0,C0003:0,C0004:0",
      banner: `<div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk" class="otFlat bottom" role="dialog" aria-label="Privacy">
        <div id="onetrust-policy-text">By clicking “Accept All Cookies”, you agree to the storing of cookies on your device.</div>
        <div id="onetrust-button-group"><button id="onetrust-pc-btn-handler">Cookie Settings</button>
        <button id="onetrust-reject-all-handler">Reject All</button>
        <button id="onetrust-accept-btn-handler">Accept All Cookies</button></div></div></div>`,
    },
  },
  cookiebot: {
    loader: html`<script id="Cookiebot" src="https://consent.cookiebot.com/uc.js" data-cbid="6f1c7d0e-41a5-4ad1-93f0-2f0f9f4de111"></script>`,
    gate: 'type="text/plain" data-cookieconsent="marketing"',
    options: {
      gate: "script[data-cookieconsent=marketing]", accept: "#CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll",
      reject: "#CybotCookiebotDialogBodyButtonDecline", cookie: "CookieConsent",
      yes: "{necessary:true,preferences:true,statistics:true,marketing:true,ver:1}",
      no: "{necessary:true,preferences:false,statistics:false,marketing:false,ver:1}",
      banner: `<div id="CybotCookiebotDialog" role="dialog" aria-label="Cookies"><div id="CybotCookiebotDialogBodyContentText">Diese Webseite verwendet Cookies.</div>
        <button id="CybotCookiebotDialogBodyButtonDecline">Ablehnen</button>
        <button id="CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll">Alle zulassen</button></div>`,
    },
  },
  generic: {
    loader: html`<script src="/assets/cookies.js"></script>`,
    gate: 'type="text/plain" data-consent="marketing"',
    options: {
      gate: "script[data-consent=marketing]", accept: "#cookies-yes", reject: "#cookies-no", cookie: "cookies_ok", yes: "all", no: "needed",
      banner: `<div class="cookie-banner" role="dialog" aria-label="Cookies"><p>We use cookies to show you offers that suit you. Is that all right?</p>
        <button id="cookies-no">Reject all</button> <button id="cookies-yes">Accept all</button></div>`,
    },
  },
};

/** The buttons of a shop's banner, for those who click them in tests. */
export const buttons = (shop) => BANNERS[shop.consent]?.options;

/** What a page loads to show its banner; nothing where the shop has none. */
export const banner = (shop) => BANNERS[shop.consent]?.loader ?? "";

/** What a page that keeps a choice by the Global Privacy Platform answers of it. */
export const platform = ({ gpp }) => gpp ? html`<script>${raw(`(${asset("gpp.js").trim()})(${JSON.stringify(gpp)});`)}</script>` : "";

/** Tags held back until the banner lets them go; all at once where there is no banner. */
export const gated = (shop, markup) => {
  const kind = BANNERS[shop.consent];
  return kind ? raw(String(markup).replaceAll("<script ", `<script ${kind.gate} `)) : markup;
};

/** The banner's script: the same for all, told apart by the kind's options. */
export const consentScript = (kind, { despite = false } = {}) =>
  script(`(${asset("consent.js").trim()})(${json({ ...BANNERS[kind].options, despite })});`);
