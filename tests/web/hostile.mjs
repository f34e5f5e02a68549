// Pages that try to break Candor, or to learn what it knows.

import { page, svg } from "./http.mjs";
import { html, json, raw } from "./markup.mjs";
import { pictureOf } from "./picture.mjs";

const SITE = /(^|\.)nastypages\.example$/;
const MARKUP = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';

const ld = (value) => html`<script type="application/ld+json">${json({ "@context": "https://schema.org", ...value })}</script>`;

/** An ad of a rival's, faked in the page: Google's click link, no Google. */
const faked = (i, landing = `https://www.northtrail.example/p/trail-boots-nt-118?n=${i}`) => html`
  <a href="https://googleads.g.doubleclick.net/aclk?sa=l&ai=C${i}&num=1&client=ca-pub-1&adurl=${encodeURIComponent(landing)}" target="_blank">
  <img src="https://media.northtrail.example/images/nt-118.jpg" width="300" height="250" alt="Trail Boots"></a>`;

const document = (title, content) => page(html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${content}</body></html>`);

const PAGES = {
  "/markup": () => document(MARKUP, ld({ "@type": "Product", name: MARKUP, sku: '"><svg onload=window.broken=1>', brand: MARKUP, offers: { price: "1" } })),
  "/large": () => document("Large", html`${ld({ "@type": "Product", name: "Large", sku: "L-1", description: "x".repeat(5 << 20) })}
    ${raw(`<script type="application/ld+json">${"[".repeat(200_000)}</script>`)}`),
  "/links": () => document("Links", ["javascript:window.broken=1", "data:text/html,<script>window.broken=1</script>", "https://googleads.g.doubleclick.net/aclk?adurl=javascript:window.broken=1",
    `https://cat.nl3.eu.criteo.com/delivery/ck.php?maxdest=${"%25".repeat(3000)}`, `https://ib.adnxs.com/click?/clickenc=${encodeURIComponent("javascript:window.broken=1")}`].map((href) => html`
    <div class="adsbygoogle"><a href="${href}" target="_blank"><img src="/x.png" width="300" height="250" alt="Shop"></a></div>`)),
  "/x.png": () => svg(pictureOf("nt-118")),
  "/flood": () => document("Flood", html`<iframe srcdoc="<p>one</p>" width="300" height="250"></iframe><script>
    window.heard = [];
    addEventListener("message", (event) => heard.push(event.data), true);
    for (let i = 0; i < 10000; i++) {
      const nonce = Math.random().toString(36).slice(2);
      postMessage({ candor: nonce, nonce, type: "frame", frame: i, token: nonce }, "*");
      postMessage("candor:" + nonce, "*");
    }</script>`),
  "/busy": () => document("Busy", html`<script>${raw(`const calls = ${json(CALLS)};
    for (let i = 0; i < 300; i += 1) new Image().src = calls[i % calls.length] + i;`)}</script>`),
  "/rival": () => document("Rival", faked(1)),
  "/forty": () => document("Forty", Array.from({ length: 40 }, (_, i) => faked(i))),
  "/thousand": () => document("Thousand", html`${Array.from({ length: 1000 }, (_, i) => html`<div class="ad">${faked(i, i % 2 ? `https://www.brand-${i}.example/` : undefined)}</div>`)}
    <script>${raw(OBSERVER)}</script>`),
};

/** Addresses of systems that a busy page calls, each with a number of its own. */
const CALLS = [
  "https://www.facebook.com/tr/?id=608795229331204&ev=PageView&n=", "https://bat.bing.com/action/0?ti=1&Ver=2&evt=pageLoad&n=",
  "https://ct.pinterest.com/v3/?event=init&tid=1&n=", "https://cm.g.doubleclick.net/pixel?google_nid=none&n=", "https://secure.adnxs.com/px?id=1&t=2&n=",
  "https://cat.nl3.eu.criteo.com/delivery/lg.php?n=",
];

/** Records all that a page can see of what is added to it: markup, sizes, times. */
const OBSERVER = `
  window.seen = [];
  new MutationObserver((records) => {
    for (const record of records) {
      for (const node of record.addedNodes) {
        if (node.nodeType !== 1) continue;
        const box = node.getBoundingClientRect();
        seen.push({ html: node.outerHTML, width: box.width, height: box.height, shadow: Boolean(node.shadowRoot), near: record.target.tagName });
      }
      if (record.type === "attributes") seen.push({ attribute: record.attributeName, on: record.target.tagName, value: record.target.getAttribute(record.attributeName) });
    }
  }).observe(document, { childList: true, subtree: true, attributes: true });
  addEventListener("message", (event) => seen.push({ message: JSON.stringify(event.data) }), true);`;

export const hostile = {
  hosts: [{ host: SITE, answer: ({ path }) => PAGES[path]?.() }],
};
