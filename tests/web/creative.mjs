// The picture, words and links of an ad, the same for every system.

import { html } from "./markup.mjs";
import { imageUrl, priceText } from "./shops.mjs";

/** The menu behind an ad's cross: opening it is told, and what is answered there. */
const menu = (told) => html`<div class="cbb" role="button" aria-label="Close" onclick="this.nextElementSibling.hidden=false;new Image().src='${told("user_feedback_menu_interaction")}'"
    style="position:absolute;top:0;right:28px;padding:2px 5px;background:#fffc;cursor:pointer">×</div>
    <div id="mute_panel" hidden style="position:absolute;inset:0;background:#fff"><button onclick="new Image().src='${told("user_feedback_menu_option")}'">Stop seeing this ad</button></div>`;

/** What is clicked and shown: `links` are {click, image(item), about, beacon, menu(label)} as the system writes them. */
export const inner = ({ shop, product, says, slot, stop }, links) => {
  const item = product ?? shop.products[0];
  const [width, height] = slot.size;
  const picture = Math.min(height - 90, Math.floor(width * 0.6));
  return html`<div style="position:relative;width:${width}px;height:${height}px;overflow:hidden;box-sizing:border-box;border:1px solid #ddd;font:13px DejaVu Sans,sans-serif;background:#fff">
    <a href="${links.click}" target="_blank" rel="noopener" style="display:block;text-align:center;color:#222;text-decoration:none;padding-top:8px">
    <img src="${(links.image ?? ((it) => imageUrl(shop, it)))(item)}" width="${Math.floor(picture * 1.2)}" height="${picture}" alt=""><br>
    <b>${product ? item.name : shop.name}</b><br>${says && html`<i>${says}</i><br>`}${product ? html`<span>${priceText(shop, item.price)}</span> ` : ""}<span>${shop.name}</span></a>
    <a href="${links.about}" target="_blank" rel="noopener" aria-label="AdChoices" style="position:absolute;top:0;right:0;padding:2px 5px;background:#fffc;color:#06c;text-decoration:none">▷</a>
    ${stop && links.menu && menu(links.menu)}
    ${links.beacon && html`<img src="${links.beacon}" width="1" height="1" alt="" style="position:absolute;left:0;bottom:0">`}</div>`;
};

/** The ad as a document of its own. */
export const creative = (ad, links) => html`<!doctype html><html><head><meta charset="utf-8"><title></title></head>
  <body style="margin:0">${inner(ad, links)}</body></html>`;
