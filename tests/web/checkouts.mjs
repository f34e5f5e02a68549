// The ways to pay, one per kind of checkout that shops have: what it shows, what it wants, how it goes on.

import { page, redirect } from "./http.mjs";
import { html, raw } from "./markup.mjs";

const FIELDS = {
  email: html`<label>E-Mail <input name="email" type="email" autocomplete="email" required></label>`,
  address: html`<label>Address <input name="address" autocomplete="street-address"></label>`,
};
const hidden = (form, names) => names.map((name) => html`<input type="hidden" name="${name}" value="${form.get(name) ?? ""}">`);
const form = (content, { id = "order-form", action = "/checkout" } = {}) => html`<form method="post" action="${action}" id="${id}">${content}</form>`;

/**
 * `show` gives the page of the checkout, `take` what comes of a form that is sent: a page, a redirect, or
 * nothing where the shop takes the order now. `visit` has the words of the shop and the request.
 */
const CHECKOUTS = {
  /** Everything on one page, as a guest. */
  form: {
    show: ({ words, amount }) => form(html`<label>${words.name} <input name="name" autocomplete="name"></label>${FIELDS.email}
      <label>${words.address} <input name="address" autocomplete="street-address"></label>
      <div id="payment"></div><button id="pay">${words.pay} ${amount}</button>`),
  },
  /** Who, where to, how to pay: a page each, which carries on what was said. */
  steps: {
    show: () => form(html`${FIELDS.email}<button id="next">Next</button>`),
    take: ({ sent, words, amount }) => {
      if (sent.has("delivery")) return undefined;
      if (sent.has("address")) {
        return form(html`${hidden(sent, ["email", "address"])}<label><input type="radio" name="delivery" value="post" checked> By post</label>
          <button id="pay">${words.pay} ${amount}</button>`);
      }
      return form(html`${hidden(sent, ["email"])}${FIELDS.address}<button id="next">Next</button>`);
    },
  },
  /** Nobody buys without an account, and the account wants to know a lot. */
  account: {
    show: ({ request, words, amount }) => request.cookies.account
      ? form(html`<button id="pay">${words.pay} ${amount}</button>`)
      : form(html`${FIELDS.email}<label>Password <input name="password" type="password" autocomplete="new-password" required></label>
        <label>Phone <input name="phone" type="tel" autocomplete="tel" required></label>
        <label>Birthday <input name="birthday" type="date" autocomplete="bday" required></label><button id="register">Register</button>`),
    take: ({ sent }) => sent.has("password")
      ? redirect("/checkout", { status: 303, cookies: [`account=${encodeURIComponent(sent.get("email"))}; Path=/`] })
      : undefined,
  },
  /** The bank's own page, and back. */
  bank: {
    show: ({ words, amount }) => form(html`${FIELDS.email}<button id="pay">${words.pay} ${amount}</button>`),
    take: ({ sent, request }) => sent.has("paid")
      ? undefined
      : redirect(`https://pay.klarna.com/approve?back=${encodeURIComponent(`${request.url.origin}/checkout`)}`, { status: 303 }),
  },
  /** A window of the payment service, which tells the page when it is done. */
  window: {
    show: ({ words, amount }) => html`${form(html`${FIELDS.email}<button id="pay">${words.pay} ${amount}</button>`)}
      <script>${raw(`{
        const form = document.getElementById("order-form");
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          const paying = open("https://www.paypal.com/checkoutnow?token=1", "pay", "width=400,height=500");
          addEventListener("message", ({ source, data }) => { if (source === paying && data === "paid") form.submit(); });
        });
      }`)}</script>`,
  },
  /** Never a second document: addresses change by the page's own script. */
  app: {
    show: ({ words, amount }) => form(html`${FIELDS.email}<button id="pay">${words.pay} ${amount}</button>`),
  },
};

export const checkoutOf = (shop) => CHECKOUTS[shop.checkout ?? "form"];

/** What turns a shop's pages into an app: links and forms fetch the next page's content and change the address. */
export const APP = html`<script>${raw(`{
  const go = async (url, options) => {
    const reply = await fetch(url, options);
    const next = new DOMParser().parseFromString(await reply.text(), "text/html");
    history.pushState({}, "", reply.url);
    document.title = next.title;
    document.querySelector("main").replaceWith(next.querySelector("main"));
    for (const { src, textContent } of next.querySelectorAll("head script:not([type])")) {
      document.head.append(Object.assign(document.createElement("script"), src ? { src } : { textContent }));
    }
  };
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='/']");
    if (link) { event.preventDefault(); go(link.href); }
  });
  addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    event.preventDefault();
    go(event.target.action, { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
  });
}`)}</script>`;

/** The bank and the payment service's window. */
export const PAYMENT = [
  { host: /^pay\.klarna\.com$/, answer: ({ query }) => page(html`<!doctype html><title>Your bank</title>
    <form method="post" action="${query.get("back")}"><input type="hidden" name="paid" value="yes"><button id="approve">Approve</button></form>`) },
  { host: /^www\.paypal\.com$/, answer: ({ path }) => path === "/checkoutnow" ? page(html`<!doctype html><title>PayPal</title>
    <button id="approve" onclick="opener.postMessage('paid', '*'); close()">Pay now</button>`) : undefined },
];
