// Every ad and measurement system of the small web, listed once.

import { adform } from "./systems/adform.mjs";
import { amazon } from "./systems/amazon.mjs";
import { criteo } from "./systems/criteo.mjs";
import { ga4 } from "./systems/ga4.mjs";
import { googleAds } from "./systems/google_ads.mjs";
import { hotjar } from "./systems/hotjar.mjs";
import { meta } from "./systems/meta.mjs";
import { microsoft } from "./systems/microsoft_uet.mjs";
import { outbrain } from "./systems/outbrain.mjs";
import { pinterest } from "./systems/pinterest.mjs";
import { rtbHouse } from "./systems/rtb_house.mjs";
import { taboola } from "./systems/taboola.mjs";
import { tiktok } from "./systems/tiktok.mjs";
import { tradeDesk } from "./systems/trade_desk.mjs";
import { xandr } from "./systems/xandr.mjs";
import { html, raw } from "./markup.mjs";

export const SYSTEMS = [googleAds, criteo, ga4, meta, tiktok, pinterest, microsoft, xandr, tradeDesk, taboola, outbrain, rtbHouse, adform, amazon, hotjar];

export const system = (id) => SYSTEMS.find((system) => system.id === id);

/**
 * The tags of a shop's page: for each system what it tells (`code`) and what sends it (`src`).
 * A moment is {event, products: [{item, quantity}], url, order?, value?, term?, email?}.
 */
export const tags = (shop, ids, moment) => html`${ids.map((id) => {
  const { code, src } = system(id).tag(shop, moment);
  return html`<script >${raw(code.replace(/</g, "\\u003c"))}</script><script src="${src}" async></script>`;
})}`;
