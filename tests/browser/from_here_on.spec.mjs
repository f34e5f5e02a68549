// Pages that were there before Candor met them: open at its installation, kept by the browser for the
// way back, or prepared ahead. They are read as they are, and marked "from here on".

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { productUrl, shopOf } from "../web/shops.mjs";
import { Candor, until } from "./harness.mjs";

const NEWS = "https://www.dailyherald.example/harbour-festival";
const SHOP = shopOf("northtrail");

let candor, shop, news;
before(async () => {
  candor = await Candor.start({ installed: false });
  shop = await candor.visit(productUrl(SHOP, SHOP.products[0]));
  news = await candor.visit(NEWS);
  await candor.install();
});
after(() => candor.close());

/** What the popup would say of a page. */
const known = async (page) => candor.ask({ ask: "popup", tab: await candor.tabOf(page) });

/** The popup's answer once it is about a page from here on. */
const fromHereOn = (page) => until(async () => {
  const popup = await known(page);
  return popup.from_here_on && popup;
}, () => `${page.url()} from here on`);

/** The ads that the ad systems say they put on a page, once Candor knows as many; never more. */
async function exactly(page, count) {
  await candor.adsOn(page, count);
  await candor.settle();
  const { ads } = await known(page);
  assert.equal(ads.length, count, JSON.stringify(ads.map(({ brand, found_by }) => [brand?.site, found_by])));
  return ads;
}

test("a shop's page open at the installation is read", async () => {
  await fromHereOn(shop);
  const popup = await candor.popupFor(shop);
  assert.ok(await popup.locator("[data-test=from-here-on]").isVisible());
  await popup.close();
  const { visit } = await candor.ask({ ask: "site_view", tab: await candor.tabOf(shop) });
  assert.equal(visit.from_here_on, true);
  const page = await candor.open(`dashboard.html#/site/${await candor.tabOf(shop)}`);
  await page.waitForSelector("[data-test=from-here-on]");
  await page.close();
});

test("ads on a news page open at the installation are found and labelled", async () => {
  await fromHereOn(news);
  const ads = await exactly(news, 3);
  const truth = candor.web.world.truth.filter((ad) => ad.page === NEWS).map((ad) => ad.brand).sort();
  assert.deepEqual(ads.map((ad) => ad.brand?.site).sort(), truth);
  await news.bringToFront();
  const [label] = await candor.labelsOn(news, 3);
  const panel = await candor.openPanel(news, label);
  assert.match(await panel.innerText("body"), /before Candor came/);
  await candor.leavePanel(news);
});

test("an update reads the open pages again, and leaves one label on each ad", async () => {
  await candor.welcome();
  await news.evaluate(() => { document.documentElement.lastElementChild.dataset.old = ""; });
  await candor.install();
  await fromHereOn(shop);
  const remembered = await until(async () => {
    const brand = await candor.ask({ ask: "brand", site: SHOP.site });
    return brand.remembered?.length > 0 && brand.remembered;
  }, () => "the product that the open page shows");
  assert.match(JSON.stringify(remembered), new RegExp(SHOP.products[0].name));
  await fromHereOn(news);
  await news.bringToFront();
  await until(() => news.evaluate(() => !document.querySelector("[data-old]")), () => "the old scripts' labels to go");
  await candor.labelsOn(news, 3);
  await exactly(news, 3);
  assert.equal((await candor.labels(news)).length, 3);
  const panel = await candor.openPanel(news, (await candor.labels(news))[0]);
  assert.match(await panel.innerText("body"), /before Candor came/);
  await candor.leavePanel(news);
});

test("a page from the back-forward cache is read again, and what the page between showed is not on it", async () => {
  const page = await candor.visit(NEWS);
  await exactly(page, 3);
  assert.equal((await known(page)).from_here_on, false);
  await page.evaluate(() => { window.kept = true; });
  await page.goto(productUrl(SHOP, SHOP.products[0]));
  await candor.settle();
  assert.equal((await known(page)).ads.length, 0, "the ads of the page before stay with it");
  await page.goBack({ waitUntil: "commit" });
  assert.equal(await until(() => page.evaluate(() => window.kept), () => "the kept page"), true);
  await fromHereOn(page);
  await exactly(page, 3);
  await candor.labelsOn(page, 3);
  await page.close();
});
