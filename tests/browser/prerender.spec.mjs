// A page that the browser prepares ahead (speculation rules) and shows at a click: read once it is shown,
// marked "from here on". Playwright forbids such pages, so this one browser is Puppeteer's.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import puppeteer from "puppeteer-core";
import { start } from "../web/server.mjs";
import { executable } from "./chromium.mjs";
import { EXTENSION, until } from "./harness.mjs";

const NEWS = "https://www.dailyherald.example/";
const ARTICLE = `${NEWS}bridge-reopens`;

let web, browser, keeper;
before(async () => {
  web = await start();
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await puppeteer.launch({ executablePath: executable(), pipe: true, enableExtensions: true, args: [...root, ...web.args] });
  const id = await browser.installExtension(EXTENSION);
  keeper = await browser.newPage();
  await keeper.goto(`chrome-extension://${id}/welcome.html`);
});
after(async () => {
  await browser.close();
  await web.close();
});

/** What Candor knows of the tab that shows an address; nothing while none does. */
const known = (address) => keeper.evaluate(async (address) => {
  const tab = (await chrome.tabs.query({})).find(({ url }) => url === address);
  return tab && chrome.runtime.sendMessage({ ask: { ask: "popup", tab: tab.id } });
}, address);

test("a page prepared ahead is no page until it is shown, and then one from here on", async () => {
  const news = await browser.newPage();
  await news.goto(NEWS);
  await news.bringToFront();
  await until(async () => (await known(NEWS))?.brand, () => "the front page");
  const committed = keeper.evaluate((address) => new Promise((prepared) => {
    chrome.webNavigation.onCompleted.addListener((details) => details.url === address && prepared(details.documentLifecycle));
    chrome.webNavigation.onCommitted.addListener((details) => details.url === address && prepared(details.documentLifecycle));
  }), ARTICLE);
  await news.evaluate((address) => {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.textContent = JSON.stringify({ prerender: [{ urls: [address], eagerness: "immediate" }] });
    document.head.append(rules);
  }, ARTICLE);
  assert.equal(await committed, "prerender", "the browser prepared it");
  const before = await known(NEWS);
  assert.deepEqual([before.from_here_on, before.ads], [false, []], "the page in front is what it was");
  // Puppeteer loses the frame at the swap; the extension's own page goes on asking.
  await news.evaluate((address) => { location.href = address; }, ARTICLE).catch(() => {});
  await until(async () => {
    const popup = await known(ARTICLE);
    const truth = web.world.truth.filter(({ page }) => page === ARTICLE).map(({ brand }) => brand).sort();
    return popup?.from_here_on && truth.length === 3 && isDeepStrictEqual(popup.ads.map(({ brand }) => brand?.site).sort(), truth);
  }, () => "the article from here on, with exactly the ads that are on it");
});
