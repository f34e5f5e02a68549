// Services that shops need to work: payment, a script host, a test for robots, and the hosts of consent banners.

import { consentScript } from "./consent.mjs";
import { asset } from "./assets.mjs";
import { PAYMENT } from "./checkouts.mjs";
import { data, newId, page, script } from "./http.mjs";
import { html, raw } from "./markup.mjs";
import { SHOPS } from "./shops.mjs";

const inline = (name) => html`<script>${raw(asset(name))}</script>`;

/**
 * What a shop's pages load of a service. `markup` gives it for a page of that kind; `proof` is the
 * form field without which the shop takes no order.
 */
const NEEDS = {
  stripe: {
    proof: "payment_intent",
    markup: (event) => event === "checkout" && html`<script src="https://js.stripe.com/v3/"></script>${inline("pay_stripe.js")}`,
  },
  paypal: {
    proof: "paypal_order",
    markup: (event) => event === "checkout"
      && html`<script src="https://www.paypal.com/sdk/js?client-id=AZDxjDScFpQtjWTO&currency=GBP"></script>${inline("pay_paypal.js")}`,
  },
  recaptcha: {
    proof: "g-recaptcha-response",
    markup: (event) => event === "checkout"
      && html`<script src="https://www.google.com/recaptcha/api.js?render=6LcB3"></script>${inline("pay_recaptcha.js")}`,
  },
  jsdelivr: {
    markup: (event) => event === "view"
      && html`<script src="https://cdn.jsdelivr.net/npm/minicart@3.0.6/dist/minicart.min.js"></script>${inline("add_minicart.js")}`,
  },
};

export const need = (name) => NEEDS[name];

const at = (pattern, answer) => ({ host: pattern, answer });

export const SERVICES = [
  ...PAYMENT,
  at(/^cdn\.cookielaw\.org$/, () => consentScript("onetrust")),
  at(/^consent\.cookiebot\.com$/, () => consentScript("cookiebot")),
  at(/\.example$/, ({ path, host }) => path === "/assets/cookies.js" ? consentScript("generic", SHOPS.find(({ site }) => host.endsWith(site))) : undefined),
  at(/^cdn\.jsdelivr\.net$/, () => script(asset("minicart.js"))),
  at(/^js\.stripe\.com$/, ({ path }) => path.endsWith(".html") ? page("<!doctype html><p>4242 4242 4242 4242") : script(asset("stripe.js"))),
  at(/^api\.stripe\.com$/, () => data({ id: `pi_${newId(8)}`, status: "succeeded" })),
  at(/^www\.paypal\.com$/, ({ path }) => path === "/sdk/js" ? script(asset("paypal.js")) : data({ id: newId(8), status: "COMPLETED" })),
  at(/^www\.google\.com$/, ({ path }) => {
    if (path === "/recaptcha/api.js") return script(asset("recaptcha.js"));
    return path.startsWith("/recaptcha/api2/") ? data({ token: newId() }) : undefined;
  }),
];
