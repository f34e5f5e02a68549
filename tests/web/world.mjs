// What the small web knows: who was told what about which cookie, which cookies belong together, and the truth of every ad.

import { pick } from "./auction.mjs";
import { CAMPAIGNS } from "./campaigns.mjs";
import { newId, thirdParty } from "./http.mjs";
import { slotAt } from "./publishers.mjs";

const FOLLOWING = new Set(["product_retargeting", "brand_retargeting", "cart_abandonment", "after_purchase"]);

export class World {
  /** Every request to a known host, in order of arrival. */
  requests = [];
  /** Errors of the small web itself; a test that ends with some has shown nothing. */
  failures = [];
  /** What shops told ad systems: {time, system, uid, shop, event, products, page}. */
  told = [];
  /** Every ad shown: {time, page, publisher, slot, seller, brand, product, why, follows}. */
  truth = [];
  /** What shops pay for. */
  campaigns = [...CAMPAIGNS];
  /** How long a shop's ads follow after its last message, and how many of them come a day. */
  pace = { days: Infinity, a_day: Infinity };
  /** How far this world's clock is ahead: days pass where a test says so. */
  ahead = 0;
  now = () => Date.now() + this.ahead;
  /** Orders by number. */
  orders = new Map();
  #matches = new Map();
  #displays = new Map();
  #fresh = new Map();
  #stops = new Set();

  /**
   * Who asks: the cookie they bring, or a new one. Requests that run side by side before the first
   * cookie is set get the same, as ad systems do by address and browser.
   */
  visitor(request, { name, domain, make }) {
    if (request.cookies[name]) return { uid: request.cookies[name], cookies: [] };
    const last = this.#fresh.get(domain);
    const fresh = last && Date.now() - last.time < 1000 ? last : { uid: make(), time: Date.now() };
    this.#fresh.set(domain, fresh);
    return { uid: fresh.uid, cookies: [thirdParty(name, fresh.uid, domain)] };
  }

  /** A shop tells an ad system what somebody did. */
  tell(system, uid, shop, event, products, page) {
    if (shop) this.told.push({ time: this.now(), system, uid, shop: shop.site, event, products, page });
  }

  /** Two systems learn that their cookies belong to one browser. */
  match(a, uidA, b, uidB) {
    this.#matches.set(`${a} ${uidA} ${b}`, uidB);
    this.#matches.set(`${b} ${uidB} ${a}`, uidA);
  }

  /** The cookie of system `b` for somebody whom system `a` knows as `uid`; none before they matched. */
  matched(a, uid, b) {
    return a === b ? uid : this.#matches.get(`${a} ${uid} ${b}`);
  }

  /** The slot of a name on a page of one of the publishers. */
  slot(page, name) {
    const slot = slotAt(page, name);
    if (!slot) throw new Error(`no slot ${name} on ${page}`);
    return slot;
  }

  /** Fills a slot: the auction picks, the truth is written down, the ad gets an address of its own. */
  fill(slot) {
    const ad = { ...pick(this, slot), id: newId(12), slot };
    this.#displays.set(ad.id, ad);
    this.truth.push({
      time: this.now(), page: slot.page, publisher: slot.publisher, slot: slot.name,
      seller: ad.seller, brand: ad.shop.site, product: ad.product?.id ?? null, why: ad.why, follows: FOLLOWING.has(ad.why),
    });
    return ad;
  }

  /** Somebody said in an ad's menu that they want it no more: its shop's ads end there, where it heeds that. */
  stop(seller, uid, ad) {
    if (this.display(ad)?.stop === "heeded") this.#stops.add(`${seller} ${uid} ${this.display(ad).shop.key}`);
  }

  /** Whether a shop's ads ended for somebody at their own wish. */
  stopped(seller, uid, shop) {
    return this.#stops.has(`${seller} ${uid} ${shop}`);
  }

  /** The ad of an address. */
  display(id) {
    return this.#displays.get(id);
  }
}
