// Google Analytics 4: events in batches; it measures and picks no ads.

import { nothing } from "../http.mjs";
import { gtag } from "./google_ads.mjs";

export const ga4 = {
  id: "ga4",
  tag: (shop, moment) => gtag(shop, shop.accounts.ga4, moment),
  hosts: [
    { host: /^(www\.google-analytics\.com|region1\.google-analytics\.com|stats\.g\.doubleclick\.net)$/, answer: () => nothing() },
  ],
};
