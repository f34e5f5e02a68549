// Every page of Candor's: clean for a screen reader, in dark and light, walkable by keyboard, 360 px wide.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, faults } from "./harness.mjs";

let candor, shop, news, ads;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ log: true });
  shop = await candor.shop("northtrail");
  news = await candor.visit("https://www.dailyherald.example/harbour-festival");
  ads = await candor.adsOn(news, 3);
});
after(() => candor.close());

const PAGES = {
  welcome: () => "welcome.html",
  "popup of a shop": async () => `popup.html?tab=${await candor.tabOf(shop)}`,
  "popup of a news page": async () => `popup.html?tab=${await candor.tabOf(news)}`,
  brands: () => "dashboard.html#/brands",
  ads: () => "dashboard.html#/ads",
  companies: () => "dashboard.html#/companies",
  "site view": async () => `dashboard.html#/site/${await candor.tabOf(shop)}`,
  log: () => "dashboard.html#/log",
  settings: () => "dashboard.html#/settings",
  "a brand": () => "dashboard.html#/brand/northtrail.example",
};

for (const [name, address] of Object.entries(PAGES)) {
  test(`${name}: clean in light and dark, fits 360 px, every control is reached by keyboard`, async () => {
    const page = await candor.open(await address(), { width: 360, height: 600 });
    const slug = name.replaceAll(" ", "-");
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await faults(page), [], colorScheme);
      await candor.shot(page, `${slug}-${colorScheme}`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
    assert.deepEqual(await unreached(page), [], "controls that Tab does not reach");
    await page.close();
  });
}

/** Presses Tab until it comes round; names the visible controls it never stood on. */
async function unreached(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.stood = new Set();
    document.addEventListener("focusin", ({ target }) => stood.add(target));
  });
  const count = await page.locator(CONTROLS).count();
  for (let i = 0; i < count + 20; i += 1) await page.keyboard.press("Tab");
  return page.evaluate((controls) => [...document.querySelectorAll(controls)].filter((element) => {
    const radio = element.type === "radio" && [...stood].some((other) => other.name === element.name);
    return element.checkVisibility() && !element.disabled && !stood.has(element) && !radio && !element.closest("details:not([open]) > :not(summary)");
  }).map((element) => element.outerHTML.slice(0, 100)), CONTROLS);
}
const CONTROLS = "a[href], button, input, select, summary, textarea";

test("the panel on the page is clean too", async () => {
  await news.bringToFront();
  const panel = await candor.openPanel(news, (await candor.labelsOn(news))[0]);
  assert.deepEqual(await faults(panel), []);
  await candor.leavePanel(news);
});

test("the real popup opens from the toolbar and shows the page in front", async () => {
  await shop.bringToFront();
  await candor.keeper.evaluate(() => chrome.action.openPopup());
  await candor.keeper.waitForFunction(() => chrome.extension.getViews({ type: "popup" })[0]?.document.querySelector("[data-test=headline]"));
  const text = await candor.keeper.evaluate(() => chrome.extension.getViews({ type: "popup" })[0].document.body.innerText);
  assert.match(text, /Northtrail/);
});

test("empty states say something true", async () => {
  const fresh = await Candor.start();
  for (const path of ["brands", "ads", "companies", "log"]) {
    const page = await fresh.open(`dashboard.html#/${path}`);
    assert.ok((await page.locator("[data-test=empty]").first().innerText()).length > 20, path);
    await page.close();
  }
  await fresh.close();
});

test("nothing leaves the device: Candor's pages and worker ask only themselves", async () => {
  const asked = [];
  candor.context.on("request", (request) => {
    if (!request.url().startsWith(candor.address("")) && request.serviceWorker()) asked.push(request.url());
  });
  for (const address of Object.values(PAGES)) {
    const page = await candor.context.newPage();
    page.on("request", (request) => { if (!request.url().startsWith(candor.address(""))) asked.push(request.url()); });
    await page.goto(candor.address(await address()));
    await page.waitForSelector("[data-test]");
    await page.close();
  }
  await candor.killWorker();
  assert.ok((await candor.why(ads[0].ad)).explanation);
  assert.deepEqual(asked, []);
  assert.deepEqual(candor.web.world.requests.filter(({ origin }) => origin.startsWith("chrome-extension:")), []);
});
