// Pages that nobody looks at: one that the browser prepares ahead (speculation rules) is read once it is shown,
// marked "from here on", and one in a tab behind when it comes to the front. Playwright forbids the first and
// shows every tab, so this one browser is Puppeteer's.

import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import puppeteer from "puppeteer-core";
import { start } from "../web/server.mjs";
import { executable, ownCopy } from "./chromium.mjs";
import { until } from "./harness.mjs";

const NEWS = "https://www.dailyherald.example/";
const ARTICLE = `${NEWS}bridge-reopens`;

let web, browser, keeper, copy;
before(async () => {
  web = await start();
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await puppeteer.launch({ executablePath: executable(), pipe: true, enableExtensions: true, args: [...root, ...web.args] });
  const id = await browser.installExtension(copy = await ownCopy());
  keeper = await browser.newPage();
  const welcome = `chrome-extension://${id}/welcome.html`;
  await keeper.goto(welcome);
  // Candor's own welcome comes right before it asks which tabs were open: a page opened earlier would be one of them.
  const shown = () => keeper.evaluate(async (url) => (await chrome.tabs.query({ url })).length, welcome);
  await until(async () => (await shown()) === 2, () => "Candor to be installed");
});
after(async () => {
  await browser.close();
  await web.close();
  await rm(copy, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
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

test("a page in a tab behind is left in peace until it comes to the front", async () => {
  const address = `${NEWS}harbour-festival`;
  await (await browser.newPage()).goto(NEWS);
  const tab = await keeper.evaluate(async (url) => (await chrome.tabs.create({ url, active: false })).id, address);
  // Its ads are served: the page is there in full, and its requests are known.
  await until(() => web.world.truth.filter(({ page }) => page === address).length === 3, () => "the page behind");
  await web.quiet(1500);
  const behind = await known(address);
  assert.ok(behind.requests > 3, "what it sends is seen");
  assert.deepEqual([behind.ads, await visibility(tab)], [[], "hidden"], "nothing in it was read");
  await keeper.evaluate((tab) => chrome.tabs.update(tab, { active: true }), tab);
  await until(async () => (await known(address)).ads.length === 3, () => "its ads, once it is in front");
});

/** Whether the page in a tab shows. */
const visibility = (tab) => keeper.evaluate(async (tabId) => {
  const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func: () => document.visibilityState });
  return result;
}, tab);
