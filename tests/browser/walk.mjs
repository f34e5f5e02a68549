// A person's walk over the small web with Candor looking on, and what is true of every ad on the way, in the form
// that `candor evaluate` reads. Days pass on the small web's clock; in the log of facts they are put in afterwards:
// so one walk shows both what was told in minutes, and the same told in weeks.

import { buy } from "../web/buy.mjs";
import { follows } from "../web/campaigns.mjs";
import { articleUrl } from "../web/publishers.mjs";
import { SHOPS, productUrl } from "../web/shops.mjs";
import { settled } from "./settled.mjs";

/** Numbers in [0, 1) that a seed gives: the same ones for the same seed (mulberry32). */
export const chance = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

export class Walk {
  /** Pages opened. */
  visits = 0;
  /** What is true of each ad: the fields of a `Truth`, and where on its page it stands, from `top` to `bottom`. */
  truths = [];
  #passed = [];
  #known = new Set();

  constructor(candor) {
    this.candor = candor;
    this.world = candor.web.world;
  }

  /** Hours pass. */
  pass(hours) {
    this.world.ahead += hours * 60 * 60 * 1000;
    this.#passed.push({ from: Date.now(), ahead: this.world.ahead });
  }

  /** Reads a page of an article, another one each time, until Candor has found the ads that were served. */
  async read(publisher, path) {
    this.visits += 1;
    const url = articleUrl(publisher, path, this.visits);
    const page = await this.#open(url);
    const served = this.world.truth.filter((ad) => ad.page === url);
    const missing = await this.candor.adsOn(page, served.length).then(() => undefined, (error) => error.message);
    const places = await page.evaluate(() => [...document.querySelectorAll("[data-place]")].map((place) => {
      const box = place.getBoundingClientRect();
      return { name: place.dataset.place, top: Math.round(box.top + scrollY), bottom: Math.round(box.bottom + scrollY) };
    }));
    for (const ad of served) this.truths.push(this.#truth(ad, places.find(({ name }) => name === ad.slot)));
    await page.close();
    return missing;
  }

  /** Looks at something in a shop, and buys it or leaves it in the cart where the person is so inclined. */
  async shop(shop, item, { cart = false, order = false } = {}) {
    this.visits += 1;
    const page = await this.#open(productUrl(shop, shop.products[item]));
    await this.candor.answerBanner(page, shop, "accept");
    if (order) await buy(page, shop);
    else if (cart) {
      if (shop.door) await page.click("#door button");
      await page.click("#add-to-cart");
      await page.waitForURL("**/cart");
    }
    await settled(this.candor.context, this.candor.web);
    await page.close();
    this.#known.add(shop.site);
  }

  async #open(url) {
    const page = await this.candor.context.newPage();
    page.on("pageerror", (error) => this.world.failures.push(`${url}: ${error.message}`));
    await page.goto(url);
    await settled(this.candor.context, this.candor.web);
    return page;
  }

  #truth(ad, place) {
    const shop = SHOPS.find(({ site }) => site === ad.brand);
    const steps = { cart_abandonment: ["step_cart", "step_told"], after_purchase: ["step_bought", "step_told"] };
    return {
      page: ad.page, top: place.top, bottom: place.bottom, advertiser: ad.brand, reason: ad.why,
      visited: this.#known.has(ad.brand), retargets: Boolean(shop && follows(shop)), path: ad.follows ? "direct" : "none",
      observable: true, steps: ad.follows ? steps[ad.why] ?? ["step_told"] : [], seller: ad.seller,
    };
  }

  /** What Candor made of it, each ad with its truth, as it was told in the browser and as weeks would have told it. */
  async logs() {
    // What came last is in the log once the worker has written its batch.
    await this.candor.killWorker();
    const exported = async (what) => (await this.candor.ask({ ask: "export", what })).text.trim().split("\n");
    const rows = (await exported("sightings_full")).map((line) => JSON.parse(line)).filter(({ schema }) => schema === "candor.sighting/1");
    const joined = this.truths.map((truth) => {
      const row = rows.find(({ page, slot }) => page.url === truth.page && slot.y >= truth.top - 1 && slot.y < truth.bottom);
      return { ...truth, row, top: row?.slot.y ?? truth.top };
    });
    const truths = joined.map(({ row, bottom, seller, ...truth }) => ({ schema: "candor.truth/1", truth }));
    // Only the moment of a fact is touched, in its text: some numbers in a log are larger than JavaScript's.
    const facts = (await exported("facts")).map((line) => line.replace(/^(\{"seq":\d+,"time":)(\d+)/, (all, before, time) => before + (Number(time) + this.#ahead(Number(time)))));
    const text = (lines) => lines.map((line) => JSON.stringify(line)).join("\n");
    return { joined, rows, told: text([...rows, ...truths]), facts: facts.join("\n"), weeks: `${facts.join("\n")}\n${text(truths)}` };
  }

  #ahead(time) {
    return this.#passed.findLast(({ from }) => from <= time)?.ahead ?? 0;
  }
}

