// Hotjar: records visits; it picks no ads.

import { asset } from "../assets.mjs";
import { data, script } from "../http.mjs";
import { json } from "../markup.mjs";

export const hotjar = {
  id: "hotjar",
  tag: (shop) => ({
    code: `window.hj = window.hj || function () {}; window._hjSettings = {hjid: ${json(Number(shop.accounts.hotjar))}, hjsv: 6};`,
    src: `https://static.hotjar.com/c/hotjar-${shop.accounts.hotjar}.js?sv=6`,
  }),
  hosts: [
    { host: /^static\.hotjar\.com$/, answer: () => script(asset("hotjar.js")) },
    { host: /^(script|vc|in|content)\.hotjar\.(com|io)$/, answer: () => data({ success: true }) },
  ],
};
