// Picks ads: for somebody whom a bidder was told about, for the page, or for neither.

import { advertiserOf, houseOf } from "./advertisers.mjs";
import { PUBLISHERS } from "./publishers.mjs";
import { shopOf } from "./shops.mjs";

const DAY = 24 * 60 * 60 * 1000;

/**
 * The ad for a slot {page, publisher, name, topics, turn, bidders, exchange, uid}: among bidders in order, the
 * first that follows this visitor, else the first that fits the page, else the first with anything. On later pages
 * of an article the bidders take turns, and on every third one what fits the page stands back.
 */
export function pick(world, slot) {
  const at = slot.turn % slot.bidders.length;
  const taking = [...slot.bidders.slice(at), ...slot.bidders.slice(0, at)];
  for (const choose of slot.turn % 3 === 2 ? [following, anything, fitting] : [following, fitting, anything]) {
    for (const seller of choose === following ? slot.bidders : taking) {
      const uid = world.matched(slot.exchange, slot.uid, seller);
      const ads = choose(world, seller, uid, slot);
      if (ads.length > 0) return { seller, ...ads[(served(world, seller, slot) + slot.turn) % ads.length] };
    }
  }
  throw new Error(`no campaign for ${slot.bidders}`);
}

/** How many ads this seller already showed on this page: neighbours differ. */
const served = (world, seller, slot) =>
  world.truth.filter((ad) => ad.seller === seller && ad.page === slot.page).length;

const of = (world, seller, uid, why) => world.campaigns
  .filter((c) => c.seller === seller && c.why === why && !world.stopped(seller, uid, c.shop));

function following(world, seller, uid) {
  if (!uid) return [];
  return of(world, seller, uid, "retargeting").flatMap((campaign) => {
    const shop = shopOf(campaign.shop);
    const events = world.told.filter((t) => t.system === seller && t.uid === uid && t.shop === shop.site);
    const why = reason(events, campaign);
    if (!why || !paced(world, campaign, shop, events)) return [];
    const last = events.findLast((t) => t.products.length > 0);
    const looked = events.flatMap((t) => t.products);
    const product = shop.products.find(({ id }) => campaign.tactful ? !looked.includes(id) : id === last?.products[0]);
    return [{ shop, product, why, says: campaign.says, stop: campaign.stop, time: events.at(-1).time }];
  }).sort((a, b) => b.time - a.time);
}

/** Whether a shop's ads may follow on: so many a day, and so many days after the last message. */
function paced({ pace, truth, now }, { days = pace.days }, shop, events) {
  const today = truth.filter((ad) => ad.brand === shop.site && ad.follows && now() - ad.time < DAY);
  return now() - events.at(-1).time < days * DAY && today.length < pace.a_day;
}

/** Why a visitor with these events gets an ad; none where the campaign leaves them alone. */
function reason(events, campaign) {
  const did = (event) => events.some((t) => t.event === event);
  if (did("purchase")) return campaign.afterPurchase ? "after_purchase" : undefined;
  if (did("cart_add") || did("cart_view")) return "cart_abandonment";
  if (events.some((t) => t.event === "view" && t.products.length > 0)) return "product_retargeting";
  return events.length > 0 ? "brand_retargeting" : undefined;
}

const fitting = (world, seller, uid, slot) => of(world, seller, uid, "contextual")
  .filter((campaign) => campaign.topics.some((topic) => slot.topics.includes(topic)))
  .map(shown);

/** What the publisher shows of itself costs nobody anything. */
const anything = (world, seller, uid, slot) => seller === "house"
  ? [{ shop: houseOf(PUBLISHERS.find(({ site }) => site === slot.publisher)), why: "house" }]
  : of(world, seller, uid, "run_of_network").map(shown);

const shown = ({ shop, product, why, says, stop }) => {
  const brand = shopOf(shop) ?? advertiserOf(shop);
  return { shop: brand, product: brand.products.find((p) => p.id === product), why, says, stop };
};
