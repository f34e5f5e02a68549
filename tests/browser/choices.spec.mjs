// What the person says takes effect at once, everywhere, survives the worker's death and can be taken back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, until } from "./harness.mjs";

const SHOP = "northtrail.example";
const NEWS = "https://www.dailyherald.example/harbour-festival";
const told = (system) => candor.web.world.told.filter((t) => t.shop === SHOP && t.system === system).length;
const brand = (choice) => ({ type: "decided", scope: { type: "brand", brand: SHOP }, choice });

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
});
after(() => candor.close());

/** Opens the shop once more and counts what it got to tell. */
async function tells(system) {
  const from = told(system);
  await (await candor.shop("northtrail")).close();
  return told(system) > from;
}

test("quiet: the shop tells no ad company any more, and shopping goes on", async () => {
  assert.equal(await tells("criteo"), true);
  const { undo } = await candor.tell(brand("quiet"));
  assert.equal(await tells("criteo"), false);
  await candor.killWorker();
  assert.equal(await tells("criteo"), false, "after the worker died");
  await candor.restartBrowser();
  assert.equal(await tells("criteo"), false, "after the browser was opened again");
  await candor.tell(undo);
  assert.equal(await tells("criteo"), true, "after it was taken back");
});

test("balanced stops the telling, and an allowed brand may tell again", async () => {
  await candor.tell({ type: "set", name: "mode", value: "balanced" });
  assert.equal(await tells("criteo"), false);
  assert.equal(await tells("google_ads"), false);
  const { undo } = await candor.tell(brand("allow"));
  assert.equal(await tells("criteo"), true);
  await candor.tell(undo);
  assert.equal(await tells("criteo"), false);
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
});

test("a word about a company counts on every site", async () => {
  const criteo = { type: "decided", scope: { type: "company", company: "Criteo" }, choice: "block" };
  const { undo } = await candor.tell(criteo);
  assert.equal(await tells("criteo"), false);
  assert.equal(await tells("google_ads"), true);
  await candor.tell(undo);
  assert.equal(await tells("criteo"), true);
});

test("a pause lets everything through on its site, and ends", async () => {
  await candor.tell({ type: "set", name: "mode", value: "balanced" });
  await candor.tell({ type: "paused", site: SHOP, pause: { until: Date.now() + 3_600_000 } });
  assert.equal(await tells("criteo"), true);
  await candor.tell({ type: "paused", site: SHOP });
  assert.equal(await tells("criteo"), false);
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
});

test("strict: ads are not delivered, and that is counted", async () => {
  await candor.tell({ type: "set", name: "mode", value: "strict" });
  const shown = candor.web.world.truth.length;
  const news = await candor.visit(NEWS);
  assert.equal(candor.web.world.truth.length, shown);
  const { blocked } = await candor.ask({ ask: "popup", tab: await candor.tabOf(news) });
  assert.ok(blocked > 0);
  await news.close();
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
});

/** The ad of the shop on the news page. */
async function adOfShop() {
  await (await candor.shop("northtrail")).close();
  const news = await candor.visit(NEWS);
  const ad = (await candor.adsOn(news, 3)).find((ad) => ad.brand?.site === SHOP);
  assert.ok(ad, "the shop's ad is there");
  return { news, ad };
}

for (const [name, correction] of [["not why", { type: "not_why" }], ["bought", { type: "already_bought" }], ["wrong brand", { type: "wrong_brand" }]]) {
  test(`the correction “${name}” changes the answer and is taken back`, async () => {
    const { news, ad } = await adOfShop();
    const before = await candor.why(ad.ad);
    const { undo } = await candor.tell({ type: "corrected", ad: ad.ad, brand: SHOP, correction });
    await candor.killWorker();
    const after = await until(async () => {
      const answer = await candor.why(ad.ad);
      return JSON.stringify(answer.explanation) !== JSON.stringify(before.explanation) && answer;
    }, () => "another answer");
    if (correction.type === "not_why") assert.ok(after.explanation.probability < before.explanation.probability);
    await candor.tell(undo);
    await candor.killWorker();
    const again = await candor.why(ad.ad);
    assert.deepEqual([again.explanation.reason, again.explanation.band], [before.explanation.reason, before.explanation.band]);
    await news.close();
  });
}

test("what is forgotten is gone, also after a restart", async () => {
  await candor.tell({ type: "forget", forget: "everything" });
  await candor.restartBrowser();
  const { rows } = await candor.ask({ ask: "brands" });
  assert.deepEqual(rows.filter((row) => row.visits + row.ads > 0), []);
});
