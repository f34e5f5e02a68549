// Balanced mode breaks no shop: from a product to a paid order on every one of them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SHOPS, productUrl } from "../web/shops.mjs";
import { buy } from "../web/buy.mjs";
import { Candor } from "./harness.mjs";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ mode: "balanced" });
});
after(() => candor.close());

test("there are a dozen shops, and every kind of checkout", () => {
  assert.ok(SHOPS.length >= 12);
  const kinds = new Set(SHOPS.flatMap(({ checkout = "form", needs }) => [checkout, ...needs]));
  for (const kind of ["form", "steps", "account", "bank", "window", "app", "stripe", "paypal", "recaptcha"]) assert.ok(kinds.has(kind), kind);
});

for (const shop of SHOPS) {
  test(`${shop.name}: from a product to a paid order`, async () => {
    const orders = candor.web.world.orders.size;
    const page = await candor.visit(productUrl(shop, shop.products[0]));
    await candor.answerBanner(page, shop, "accept");
    await buy(page, shop);
    await candor.settle();
    assert.equal(candor.web.world.orders.size, orders + 1);
    await page.close();
  });
}

test("and in all that, nobody who follows people was told of a purchase", () => {
  const following = ["criteo", "google_ads", "meta", "tiktok", "pinterest", "trade_desk", "xandr", "taboola", "microsoft_uet"];
  const bought = candor.web.world.told.filter((t) => t.event === "purchase" && following.includes(t.system));
  assert.deepEqual(bought.map((t) => `${t.shop} → ${t.system}`), []);
});
