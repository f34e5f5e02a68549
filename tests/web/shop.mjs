// The shop software: one program behind every shop, as a row of shops.mjs tells it.

import { APP, checkoutOf } from "./checkouts.mjs";
import { banner, gated, platform } from "./consent.mjs";
import { description } from "./describe.mjs";
import { data, newId, page, redirect, script, svg } from "./http.mjs";
import { html, raw } from "./markup.mjs";
import { ADVERTISERS } from "./advertisers.mjs";
import { pictureOf } from "./picture.mjs";
import { SHOPS, imageUrl, priceText } from "./shops.mjs";
import { tags } from "./systems.mjs";
import { need } from "./services.mjs";
import { STYLE, WORDS } from "./shop_style.mjs";

const answer = (request, world) => {
  if (request.host.startsWith("media.")) return svg(pictureOf(request.path.split("/").pop().replace(".jpg", "")));
  const shop = SHOPS.find(({ site }) => request.host === site || request.host.endsWith(`.${site}`));
  if (request.url.protocol === "http:" && !shop.plain) return redirect(request.url.href.replace(":", "s:"));
  const [, first, second] = request.path.split("/");
  const visit = { shop, request, world, words: WORDS[shop.lang], cart: cartOf(shop, request) };
  return ROUTES[first]?.(visit, second);
};

const ROUTES = {
  "": (visit) => write(visit, { event: "home" }, html`<h2>${visit.shop.line}</h2>${grid(visit.shop, visit.shop.products)}`),
  c: (visit, topic) => {
    const list = visit.shop.products.filter((item) => item.topic === topic);
    return write(visit, { event: "list", products: list.map(one) }, html`<h2>${topic}</h2>${grid(visit.shop, list)}`);
  },
  search: (visit) => {
    const term = visit.request.query.get("q") ?? "";
    const list = visit.shop.products.filter((item) => item.name.toLowerCase().includes(term.toLowerCase()));
    return write(visit, { event: "search", term, products: list.map(one) }, html`<h2>“${term}”</h2>${grid(visit.shop, list)}`);
  },
  p: (visit, slug) => {
    const item = visit.shop.products.find((item) => item.slug === slug);
    return item && write(visit, { event: "view", products: [one(item)] }, product(visit, item));
  },
  cart: (visit, act) => act === "add" ? add(visit) : write(visit, { event: "cart_view", products: visit.cart }, basket(visit)),
  checkout: (visit) => visit.request.method === "POST"
    ? pay(visit)
    : write(visit, { event: "checkout", products: visit.cart }, checkout(visit, checkoutOf(visit.shop).show(paying(visit)))),
  // For what a page can do beside showing itself: send on, hold a frame, keep a service worker.
  go: ({ request }) => redirect(request.query.get("to")),
  frame: ({ request }) => page(html`<!doctype html><title></title><img src="${request.query.get("calls")}" alt="">`),
  "worker.js": () => script('addEventListener("message", ({ data }) => fetch(data, { mode: "no-cors" }));'),
  ".well-known": ({ shop }, file) => file === "gpc.json" && "claims" in shop ? data({ gpc: shop.claims, lastUpdate: "2026-01-01" }) : undefined,
  // An inconsiderate front door: something over the page at once, and a form that wants too much.
  club: (visit) => write(visit, { event: "home" }, html`${grid(visit.shop, visit.shop.products)}
    <div style="position:fixed;inset:10% 15%;background:#fff;padding:24px;z-index:9">
    <h2>Join our club: 10% off</h2><form id="club" action="/newsletter">
    <input name="email" type="email" required><input name="telephone" type="tel" required>
    <input name="birthdate" type="date" required><button>Subscribe</button></form></div>`),
  order: (visit, number) => {
    const order = visit.world.orders.get(number);
    return order && write(visit, { event: "purchase", ...order }, html`
      <h2>${visit.words.thanks}</h2><p>${visit.words.order} <b id="order">${number}</b></p>`);
  },
};

/** What lies over the page as soon as somebody comes in. */
const door = ({ door }) => html`<div id="door" style="position:fixed;inset:10% 15%;padding:60px;background:#fff;z-index:9">
  <p>${door}</p><input type="email" name="subscriber" aria-label="E-Mail"><button onclick="this.parentNode.remove()">No thanks</button></div>`;

const one = (item) => ({ item, quantity: 1 });

/** The cart lives in a cookie of the shop: `NT-118:1,NT-204:2`. */
const cartOf = (shop, request) => (request.cookies.cart ?? "").split(",").flatMap((entry) => {
  const [id, quantity] = entry.split(":");
  const item = shop.products.find((item) => item.id === id);
  return item ? [{ item, quantity: Number(quantity) }] : [];
});

function add({ shop, request, cart }) {
  const id = new URLSearchParams(request.body).get("id");
  const item = shop.products.find((item) => item.id === id);
  if (!item) return undefined;
  const cookies = [`cart=${[...cart, one(item)].map((row) => `${row.item.id}:${row.quantity}`).join(",")}; Path=/`];
  return redirect("/cart", { status: 303, cookies });
}

/** What a checkout has to know. */
const paying = (visit) => ({
  ...visit, amount: priceText(visit.shop, total(visit.cart)), sent: new URLSearchParams(visit.request.body),
});

function pay(visit) {
  const { shop, request, world, cart } = visit;
  const next = cart.length > 0 && checkoutOf(shop).take?.(paying(visit));
  if (next) return next.status ? next : write(visit, { event: "checkout_step", products: cart }, checkout(visit, next));
  const form = new URLSearchParams(request.body);
  const needed = shop.needs.map((name) => need(name).proof).filter(Boolean);
  if (cart.length === 0 || needed.some((field) => !form.get(field))) {
    return { ...page("Payment not confirmed"), status: 402 };
  }
  const number = `${shop.key.slice(0, 2).toUpperCase()}-${parseInt(newId(3), 16)}`;
  world.orders.set(number, { order: number, products: cart, value: total(cart), email: form.get("email") ?? request.cookies.account });
  return redirect(`/order/${number}/thank-you`, { status: 303, cookies: ["cart=; Path=/; Max-Age=0"] });
}

const total = (cart) => cart.reduce((sum, { item, quantity }) => sum + item.price * quantity, 0);

const grid = (shop, items) => html`<ul class="grid">${items.map((item) => html`
  <li><a href="/p/${item.slug}"><img src="${imageUrl(shop, item)}" width="240" height="200" alt="">
  <b>${item.name}</b> <span>${priceText(shop, item.price)}</span></a></li>`)}</ul>`;

const product = ({ shop, words }, item) => {
  const { attributes, markup } = description(shop, item);
  return html`<article class="product" ${attributes.item}>${markup}
    <img ${attributes.image} src="${imageUrl(shop, item)}" width="420" height="350" alt="${item.name}">
    <div><h1 ${attributes.name}>${item.name}</h1><p class="price" ${attributes.offer}>${priceText(shop, item.price)}</p>
    <p>${words.about}</p>
    <form method="post" action="/cart/add" id="buy"><input type="hidden" name="id" value="${item.id}">
    <button id="add-to-cart">${words.add}</button></form></div></article>`;
};

const basket = ({ shop, cart, words }) => html`<h2>${words.cart}</h2>
  <ul>${cart.map(({ item, quantity }) => html`<li>${quantity} × ${item.name}, ${priceText(shop, item.price)}</li>`)}</ul>
  <p><b>${priceText(shop, total(cart))}</b></p>
  <a class="button" id="to-checkout" href="/checkout">${words.checkout}</a>`;

const checkout = ({ words }, content) => html`<h2>${words.checkout}</h2>${content}`;

/** A whole page: frame, tags as consent allows, services that the shop cannot do without. */
function write(visit, moment, content) {
  const { shop, words, cart, request } = visit;
  const title = moment.event === "view" ? `${moment.products[0].item.name} | ${shop.name}` : shop.name;
  const url = request.url.origin + request.path;
  const silent = shop.heeds && request.headers["sec-gpc"] === "1";
  const tagged = (systems) => tags(shop, silent ? [] : systems, { products: [], ...moment, url });
  return page(html`<!doctype html><html lang="${shop.lang}"><head><meta charset="utf-8"><title>${title}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta property="og:site_name" content="${shop.name}"><link rel="canonical" href="${url}">
    <style>${raw(STYLE)}</style>${banner(shop)}${platform(shop)}
    ${moment.event === "view" && description(shop, moment.products[0].item).head}
    ${tagged(shop.before)}
    ${gated(shop, tagged(shop.after))}
    </head><body class="${shop.key}"><header><a href="/" class="logo">${shop.name}</a>
    <nav>${[...new Set(shop.products.map((item) => item.topic))].map((topic) => html`<a href="/c/${topic}">${topic}</a>`)}</nav>
    <form action="/search"><input name="q" aria-label="${words.search}"></form><a href="/cart">${words.cart} (${cart.length})</a></header>
    <main>${shop.greets && html`<h2>${shop.greets}</h2>`}${content}</main>
    <footer>${Object.entries(shop.links ?? { "/privacy": words.privacy }).map(([path, text]) => html`<a href="${path}">${text}</a> `)}</footer>
    ${shop.door && moment.event === "view" && door(shop)}
    ${shop.checkout === "app" && APP}${shop.needs.map((name) => need(name).markup(moment.event))}</body></html>`);
}

const under = (rows, label = "(^|\\.)") => new RegExp(`${label}(${rows.map(({ site }) => site.replace(/\./g, "\\.")).join("|")})$`);

/** Where the shops answer; of those who only advertise, only their pictures are there. */
export const shop = {
  hosts: [{ host: under(SHOPS), answer }, { host: under(ADVERTISERS, "^media\\."), answer }],
};
