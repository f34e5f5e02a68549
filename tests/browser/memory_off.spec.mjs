// The same walk with remembering off: no history is kept, and explanations say what they lack.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor } from "./harness.mjs";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ remember: false });
});
after(() => candor.close());

test("the popup still says whom the shop told, now", async () => {
  const shop = await candor.shop("northtrail");
  const popup = await candor.popupFor(shop);
  assert.match(await popup.innerText("body"), /Criteo/);
  assert.ok(await popup.locator("[data-test=remember-off]").isVisible());
  await Promise.all([popup.close(), shop.close()]);
  await candor.killWorker();
});

test("the ad that follows is shown without a claim, and says what is lacking", async () => {
  const news = await candor.visit("https://www.dailyherald.example/harbour-festival");
  const ads = await candor.adsOn(news, 3);
  assert.ok(candor.web.world.truth.some((ad) => ad.why === "product_retargeting"), "in truth it follows");
  for (const ad of ads) assert.equal(ad.follows, false);
  const panel = await candor.openPanel(news, (await candor.labelsOn(news))[0]);
  assert.ok(await panel.locator("[data-test=lacks]").isVisible());
  const text = await panel.innerText("body");
  assert.match(text, /does not remember/);
  assert.doesNotMatch(text, /14:|you looked at/i);
  await news.close();
  await candor.killWorker();
});

/** What names the product, in all that the extension keeps on the disk. */
const NAMED = /Trail Boots|NT-118|trail-boots/;

test("nothing of the visit is on disk", async () => {
  const { rows } = await candor.ask({ ask: "brands" });
  assert.deepEqual(rows.filter((row) => row.visits > 0), []);
  assert.doesNotMatch(await candor.onDisk(), NAMED);
});

test("with remembering on, the same look at the disk finds the visit", async () => {
  await candor.tell({ type: "set", name: "remember", value: true });
  await (await candor.shop("northtrail")).close();
  await candor.killWorker();
  assert.match(await candor.onDisk(), NAMED);
});
