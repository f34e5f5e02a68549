// Picks ads: for somebody whom a bidder was told about, for the page, or for neither.

import { CAMPAIGNS } from "./campaigns.mjs";
import { shopOf } from "./shops.mjs";

/**
 * The ad for a slot {page, publisher, name, topics, bidders, exchange, uid}: among bidders in order, the
 * first that follows this visitor, else the first that fits the page, else the first with anything.
 */
export function pick(world, slot) {
  for (const choose of [following, fitting, anything]) {
    for (const seller of slot.bidders) {
      const uid = world.matched(slot.exchange, slot.uid, seller);
      const ads = choose(world, seller, uid, slot);
      if (ads.length > 0) return { seller, ...ads[served(world, seller, slot) % ads.length] };
    }
  }
  throw new Error(`no campaign for ${slot.bidders}`);
}

/** How many ads this seller already showed on this page: neighbours differ. */
const served = (world, seller, slot) =>
  world.truth.filter((ad) => ad.seller === seller && ad.page === slot.page).length;

const of = (seller, why) => CAMPAIGNS.filter((c) => c.seller === seller && c.why === why);

function following(world, seller, uid) {
  if (!uid) return [];
  return of(seller, "retargeting").flatMap((campaign) => {
    const shop = shopOf(campaign.shop);
    const events = world.told.filter((t) => t.system === seller && t.uid === uid && t.shop === shop.site);
    const why = reason(events, campaign);
    if (!why) return [];
    const last = events.findLast((t) => t.products.length > 0);
    const product = shop.products.find((p) => p.id === last?.products[0]);
    return [{ shop, product, why, time: events.at(-1).time }];
  }).sort((a, b) => b.time - a.time);
}

/** Why a visitor with these events gets an ad; none where the campaign leaves them alone. */
function reason(events, campaign) {
  const did = (event) => events.some((t) => t.event === event);
  if (did("purchase")) return campaign.afterPurchase ? "after_purchase" : undefined;
  if (did("cart_add") || did("cart_view")) return "cart_abandonment";
  if (did("view")) return "product_retargeting";
  return events.length > 0 ? "brand_retargeting" : undefined;
}

const fitting = (world, seller, uid, slot) => of(seller, "contextual")
  .filter((campaign) => campaign.topics.some((topic) => slot.topics.includes(topic)))
  .map(shown);

const anything = (world, seller) => of(seller, "run_of_network").map(shown);

const shown = ({ shop, product, why }) => {
  const brand = shopOf(shop);
  return { shop: brand, product: brand.products.find((p) => p.id === product), why };
};
