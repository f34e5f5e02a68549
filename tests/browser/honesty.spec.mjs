// What Candor says against the truth that the ad systems know: following ads are named as such, others never are.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PUBLISHERS } from "../web/publishers.mjs";
import { productUrl, shopOf } from "../web/shops.mjs";
import { Candor } from "./harness.mjs";

const FOLLOWING = ["product_retargeting", "brand_retargeting", "cart_abandonment", "after_purchase"];
/** Every kind of slot once; soak.spec.mjs walks over all publishers. */
const PAGES = PUBLISHERS.slice(0, 4).flatMap(({ site, articles, slots }) => Object.keys(articles).map((path) => ({ url: `https://www.${site}/${path}`, count: slots.length })));

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
});
after(() => candor.close());

/** Each ad of these pages with what Candor says and what is true. */
async function walk() {
  const pairs = [];
  for (const { url, count } of PAGES) {
    const from = candor.web.world.truth.length;
    const page = await candor.visit(url);
    const ads = await candor.adsOn(page, count);
    const truth = candor.web.world.truth.slice(from);
    assert.deepEqual(ads.map((ad) => ad.brand?.site ?? null).sort(), truth.map((ad) => ad.brand).sort(), `whose ads on ${url}`);
    for (const ad of ads) {
      const candidates = truth.filter((row) => row.brand === ad.brand.site);
      pairs.push({ ad, why: candidates.map((row) => row.why), products: candidates.map((row) => row.product) });
    }
    await page.close();
  }
  return pairs;
}

test("a person without a history sees no ad called following", async () => {
  for (const { ad, why } of await walk()) {
    assert.ok(!ad.follows && !FOLLOWING.includes(ad.reason), `${ad.brand.site} is ${why}, said to be ${ad.reason}`);
  }
});

test("after shopping, the ads that follow are told as such, most of them as likely, and no other is", async () => {
  for (const key of ["northtrail", "velostadt", "fernblick", "papertown"]) await (await candor.shop(key)).close();
  const pairs = await walk();
  assert.ok(pairs.some(({ why }) => why.includes("product_retargeting")));
  const truly = ({ why }) => why.some((reason) => FOLLOWING.includes(reason));
  for (const pair of pairs) {
    const { ad, why } = pair;
    assert.equal(FOLLOWING.includes(ad.reason), truly(pair), `${ad.brand.site} on ${ad.page}: true is ${why}, said is ${ad.reason} (${ad.band})`);
    assert.ok(!ad.follows || truly(pair), `${ad.brand.site} on ${ad.page}: true is ${why}`);
  }
  // Of a brand whose ads showed many other things before the look, "possible" is the most that can be said so soon.
  const [follow, said] = [pairs.filter(truly), pairs.filter(({ ad }) => ad.follows)];
  assert.ok(said.length >= 0.75 * follow.length, `${said.length} of ${follow.length} said to follow`);
});

test("a shop that tells nobody is never said to have told", async () => {
  const { ads } = await candor.ask({ ask: "brand", site: "papertown.example" });
  assert.ok(ads.length > 0, "its ads were seen");
  for (const { ad } of ads) {
    const { explanation } = await candor.why(ad);
    assert.ok(!FOLLOWING.includes(explanation.reason));
    assert.deepEqual(explanation.evidence.filter((step) => step.what.id === "step_told"), []);
  }
});

test("a cart left behind is named, also where the shop tells no ad company", async () => {
  const [shop, silent] = [shopOf("northtrail"), shopOf("papertown")];
  for (const { site, products } of [shop, silent]) {
    const page = await candor.visit(productUrl({ site }, products[1]));
    await page.click("#add-to-cart");
    await page.waitForURL("**/cart");
    await candor.settle();
    await page.close();
  }
  const { remembered } = await candor.ask({ ask: "brand", site: silent.site });
  const names = remembered.flatMap(({ what }) => what.args).filter(({ phrase }) => phrase?.id === "told_cart_add_item").flatMap(({ phrase }) => phrase.args.map(({ text }) => text));
  assert.deepEqual(names, [silent.products[1].name]);
  const news = await candor.visit(PAGES[0].url);
  const ads = await candor.adsOn(news, PAGES[0].count);
  assert.ok(candor.web.world.truth.some((ad) => ad.why === "cart_abandonment"));
  assert.ok(ads.some((ad) => ad.reason === "cart_abandonment" && ad.brand.site === shop.site), JSON.stringify(ads.map((ad) => [ad.brand?.site, ad.reason, ad.band])));
  await news.close();
});
