// The small web behaves: shops tell, cookies are matched, ads are picked for the reason that the truth names.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { settled } from "../browser/settled.mjs";
import { buy } from "./buy.mjs";
import { buttons } from "./consent.mjs";
import { start } from "./server.mjs";
import { SHOPS, productUrl } from "./shops.mjs";
import { PUBLISHERS } from "./publishers.mjs";

let web, browser;
before(async () => { web = await start(); });
after(async () => {
  await browser?.close();
  await web.close();
});

/** A fresh visitor; their pages settle before the next step. */
async function visitor() {
  await browser?.close();
  browser = await launch({ args: web.args });
  web.world.reset();
  return async (url, act) => {
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(url);
    await settled(browser, web);
    await act?.(page);
    await settled(browser, web);
    const address = page.url();
    await page.close();
    assert.deepEqual(errors, [], `script errors on ${url}`);
    assert.deepEqual(web.world.failures, []);
    return address;
  };
}

const shop = (key) => SHOPS.find((shop) => shop.key === key);
const truthOn = (site) => web.world.truth.filter((ad) => ad.publisher === site);
const consent = (shop, yes) => async (page) => {
  const button = buttons(shop)?.[yes ? "accept" : "reject"];
  if (button) await page.click(button);
};

test("a fresh visitor gets contextual and other ads, none that follow", async () => {
  const visit = await visitor();
  for (const publisher of PUBLISHERS) for (const path of Object.keys(publisher.articles)) await visit(`https://www.${publisher.site}/${path}`);
  const reasons = new Set(web.world.truth.map((ad) => ad.why));
  assert.deepEqual([...reasons].sort(), ["contextual", "run_of_network"]);
  assert.ok(web.world.truth.length >= 9, `${web.world.truth.length} ads`);
  assert.equal(truthOn("cyclingpost.example")[0].brand, "velostadt.example");
});

const FOLLOWED = [
  { key: "northtrail", seller: "criteo", publisher: "https://www.dailyherald.example/harbour-festival" },
  { key: "northtrail", seller: "criteo", publisher: "https://www.kurier-heute.example/wetter" },
  { key: "northtrail", seller: "google_ads", publisher: "https://www.cyclingpost.example/winter-tyres" },
  { key: "velostadt", seller: "trade_desk", publisher: "https://www.kurier-heute.example/wetter" },
  { key: "velostadt", seller: "xandr", publisher: "https://www.dailyherald.example/harbour-festival" },
  { key: "fernblick", seller: "taboola", publisher: "https://www.tablenotes.example/soup" },
];
for (const { key, seller, publisher } of FOLLOWED) {
  test(`${key} tells ${seller}, whose ad then follows to ${new URL(publisher).hostname}`, async () => {
    const visit = await visitor();
    const [item] = shop(key).products;
    await visit(productUrl(shop(key), item), consent(shop(key), true));
    await visit(publisher);
    const ad = web.world.truth.find((ad) => ad.seller === seller && ad.brand === shop(key).site && ad.why === "product_retargeting");
    assert.equal(ad?.product, item.id, JSON.stringify(web.world.truth));
  });
}

test("after a no, the tags that wait stay silent", async () => {
  const visit = await visitor();
  for (const row of SHOPS.filter((row) => row.consent !== "none" && !row.despite)) {
    await visit(productUrl(row, row.products[0]), consent(row, false));
    const told = new Set(web.world.told.filter((t) => t.shop === row.site).map((t) => t.system));
    for (const system of row.after) if (!row.before.includes(system)) assert.ok(!told.has(system), `${row.key} told ${system} after a no`);
  }
});

for (const row of SHOPS) {
  test(`an order at ${row.key} is paid, and told as bought where it tells`, async () => {
    const visit = await visitor();
    await visit(productUrl(row, row.products[1]), async (page) => {
      await consent(row, true)(page);
      await buy(page, row);
    });
    const bought = new Set(web.world.told.filter((t) => t.event === "purchase").map((t) => t.system));
    const measuring = ["ga4", "hotjar"];
    assert.deepEqual([...bought].sort(), [...row.before, ...row.after].filter((id) => !measuring.includes(id)).sort());
  });
}
