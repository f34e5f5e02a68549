// The publishers: pages with slots that ad systems fill.

import { page } from "./http.mjs";
import { html, json, raw } from "./markup.mjs";
import { PUBLISHERS, articleAt } from "./publishers.mjs";

const STYLE = `body{margin:0;font:17px/1.6 "DejaVu Serif",Georgia,serif;color:#222;background:#fff}
header{padding:20px 40px;border-bottom:3px double #999;font-size:30px}main{display:grid;grid-template-columns:1fr 340px;gap:40px;max-width:1100px;margin:0 auto;padding:24px 40px}
aside>div,aside>ins,aside>iframe,article>div,article>ins,article>iframe{display:block;margin-bottom:28px}.wide{grid-column:1/-1}`;

const TEXT = `The morning began quietly, and then the whole town seemed to come out at once. People who had not met in years stood
  about in small groups, and the bakers had sold everything by ten. “We will do it again,” said the mayor, “and next time with more chairs.”`;

const SLOTS = {
  gpt: ({ name, size }) => html`<div id="${name}" data-place="${name}" style="min-width:${size[0]}px;min-height:${size[1]}px"></div>`,
  criteo: ({ name, zone }) => html`<div id="${name}" data-place="${name}" data-criteo-zone="${zone}" style="width:300px;height:250px"></div>`,
  adsense: ({ name, size }) => html`<ins class="adsbygoogle" data-place="${name}" style="display:block;width:${size[0]}px;height:${size[1]}px" data-ad-client="ca-pub-4177862836555934" data-ad-slot="${name}" data-ad-format="${size.join("x")}"></ins>`,
  xandr: (slot, url) => frame(slot, `https://ib.adnxs.com/tt?id=${slot.name}&size=${slot.size.join("x")}&referrer=${encodeURIComponent(url)}`),
  adform: (slot, url) => frame(slot, `https://adx.adform.net/adx/?mid=${slot.name}&rp=4&t=2&url=${encodeURIComponent(url)}`),
  amazon: (slot, url) => frame(slot, `https://aax-eu.amazon-adsystem.com/e/dtb/admi?b=${slot.name}&sz=${slot.size.join("x")}&pj=${encodeURIComponent(url)}`),
  taboola: () => "",
  outbrain: () => "",
};

const frame = ({ name, size: [width, height] }, src) =>
  html`<iframe src="${src}" data-place="${name}" width="${width}" height="${height}" frameborder="0" scrolling="no"></iframe>`;

/** What the page loads once for all slots of a kind. */
const LOADERS = {
  gpt: (publisher, slots) => html`<script>window.googletag = window.googletag || {cmd: []};
    googletag.cmd.push(function () { ${raw(slots.map(({ name, size }) => `googletag.defineSlot(${json(`/21700000/${publisher.site.split(".")[0]}/${name}`)}, ${json(size)}, ${json(name)}).addService(googletag.pubads());`).join(" "))}
      googletag.enableServices(); });</script>
    <script async src="https://securepubads.g.doubleclick.net/tag/js/gpt.js"></script>`,
  criteo: () => html`<script async src="https://static.criteo.net/js/ld/publishertag.js"></script>`,
  adsense: () => html`<script async src="https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-4177862836555934"></script>`,
  taboola: (publisher, slots) => html`<div id="taboola-below-article-thumbnails" class="wide" data-slots="${slots.map(({ name }) => name).join(",")}"></div>
    <script async src="https://cdn.taboola.com/libtrc/${publisher.site.split(".")[0]}/loader.js"></script>`,
  outbrain: (publisher, slots) => html`<div class="OUTBRAIN wide" data-src="DROP_PERMALINK_HERE" data-widget-id="AR_1" data-slots="${slots.map(({ name }) => name).join(",")}"></div>
    <script async src="https://widgets.outbrain.com/outbrain.js"></script>`,
};

/** Where the slots stand: beside the text, above it, or between its paragraphs. */
const LAYOUTS = {
  aside: (title, slots) => html`<article>${title}${text(4)}</article><aside>${slots}</aside>`,
  top: (title, slots) => html`<aside class="wide">${slots}</aside><article>${title}${text(4)}</article>`,
  between: (title, slots) => html`<article>${title}${slots.map((slot) => html`${text(2)}${slot}`)}${text(1)}</article>`,
};

const text = (paragraphs) => Array.from({ length: paragraphs }, () => html`<p>${TEXT}</p>`);

function answer(request) {
  const publisher = PUBLISHERS.find(({ site }) => request.host.endsWith(site));
  if (request.path === "/") return front(publisher);
  const article = articleAt(publisher, request.path);
  return article && write(publisher, request.url.href, article);
}

const front = (publisher) => page(html`<!doctype html><html lang="${publisher.lang}"><head><meta charset="utf-8"><title>${publisher.name}</title><style>${raw(STYLE)}</style></head>
  <body><header>${publisher.name}</header><main><div>${Object.entries(publisher.articles).map(([path, { title }]) => html`<h2><a href="/${path}">${title}</a></h2>`)}</div></main></body></html>`);

function write(publisher, url, { title }) {
  const kinds = [...new Set(publisher.slots.map(({ kind }) => kind))];
  const of = (kind) => publisher.slots.filter((slot) => slot.kind === kind);
  return page(html`<!doctype html><html lang="${publisher.lang}"><head><meta charset="utf-8"><title>${title} | ${publisher.name}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta property="og:type" content="article"><meta property="og:site_name" content="${publisher.name}"><style>${raw(STYLE)}</style></head>
    <body><header>${publisher.name}</header><main>${LAYOUTS[publisher.layout ?? "aside"](html`<h1>${title}</h1>`, publisher.slots.map((slot) => SLOTS[slot.kind](slot, url)))}
    ${kinds.map((kind) => LOADERS[kind]?.(publisher, of(kind)))}</main></body></html>`);
}

export const publisher = {
  hosts: [{ host: new RegExp(`(^|\\.)(${PUBLISHERS.map(({ site }) => site.replace(/\./g, "\\.")).join("|")})$`), answer }],
};
