// The Firefox package in a real Firefox: it loads, its background answers, ads are found and explained.
// Not part of the default run: `./build.sh firefox`.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import puppeteer from "puppeteer-core";
import { until } from "../browser/harness.mjs";
import { LISTS, later, listText } from "../web/lists.mjs";
import { start } from "../web/server.mjs";
import { productUrl, shopOf } from "../web/shops.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXTENSION = `${ROOT}dist/firefox`;
/** An address that is known beforehand: Firefox gives each installation one of its own. */
const UUID = "0cd80000-c0de-4d0b-b44e-e2ee6c9b4d0a";
const NEWS = "https://www.dailyherald.example/harbour-festival";
const SHOP = shopOf("northtrail");

let web, browser, keeper;
before(async () => {
  web = await start();
  browser = await puppeteer.launch({
    browser: "firefox", executablePath: process.env.CANDOR_FIREFOX || "/usr/bin/firefox-esr", acceptInsecureCerts: true,
    args: ["--remote-allow-system-access"], defaultViewport: { width: 1280, height: 900 },
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ "candor@candor.example": UUID }),
      // Firefox keeps the cookies of other sites apart, so that fewer ads follow; here they shall.
      "network.cookie.cookieBehavior": 0,
      // Every name leads to the small web.
      "network.dns.forceResolve": "127.0.0.1", "network.dns.disableIPv6": true,
      "network.socket.forcePort": `80=${web.ports.http};443=${web.ports.https}`,
    },
  });
  await browser.installExtension(EXTENSION);
  // Of such a page Firefox says neither its address nor the end of its loading: it is asked itself.
  keeper = await browser.newPage();
  const going = keeper.goto(`moz-extension://${UUID}/welcome.html`).catch(() => {});
  const there = () => keeper.evaluate(() => location.protocol === "moz-extension:").catch(() => false);
  await Promise.race([going, until(there, () => "a page of Candor's")]);
});
after(async () => {
  await browser.close();
  await web.close();
});

const ask = (question) => keeper.evaluate((ask) => globalThis.browser.runtime.sendMessage({ ask }), question);

/** What the popup would say of the tab that shows an address. */
async function popup(address) {
  const tab = await keeper.evaluate(async (address) => (await globalThis.browser.tabs.query({})).find(({ url }) => url === address)?.id, address);
  return ask({ ask: "popup", tab });
}

test("the background starts and answers", async () => {
  const { answer, settings } = await until(() => ask({ ask: "settings" }), () => "an answer");
  assert.equal(answer, "settings");
  assert.equal(settings.mode, "show_me");
  for (const [name, value] of [["remember", true], ["welcomed", true]]) {
    assert.equal((await ask({ ask: "tell", what: { type: "set", name, value } })).answer, "done");
  }
});

test("the popup says whom a shop told, by companies' names", async () => {
  const address = productUrl(SHOP, SHOP.products[0]);
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator("#onetrust-accept-btn-handler").click();
  await until(async () => {
    const { groups = [] } = await popup(address);
    return groups.flatMap(({ companies }) => companies).find(({ name, told }) => name === "Criteo" && JSON.stringify(told).includes(SHOP.products[0].name));
  }, () => "Criteo, told of the product");
  await until(() => web.world.told.some(({ shop, system }) => shop === SHOP.site && system === "criteo"), () => "Criteo to have been told");
  await page.close();
});

test("an ad that follows is found and explained; its label opens the panel", async () => {
  const page = await browser.newPage();
  await page.goto(NEWS);
  const following = async () => (await popup(NEWS)).ads?.find(({ brand, follows }) => brand?.site === SHOP.site && follows);
  const ad = await until(following, () => "the shop's ad, said to follow");
  assert.equal(ad.reason, "product_retargeting");
  const { explanation } = await ask({ ask: "why", ad: ad.ad });
  assert.ok(explanation.evidence.length >= 4);
  // The tools that drive Firefox do not see an extension's frame; the extension itself does.
  const open = async () => (await keeper.evaluate(async (address) => {
    const [tab] = (await globalThis.browser.tabs.query({})).filter(({ url }) => url === address);
    return (await globalThis.browser.webNavigation.getAllFrames({ tabId: tab.id })).map(({ url }) => url);
  }, NEWS)).some((url) => url.includes("/panel.html"));
  await page.bringToFront();
  await until(async () => {
    if (await open()) return true;
    // Where the ad stands in the page is known once its frames are.
    const { rect } = await following();
    await page.mouse.click(rect.x + 12, rect.y + rect.height - 14);
    return false;
  }, () => "the panel");
  // Keys do not reach that frame from here either; a click beside it closes it, too.
  await page.mouse.click(20, 300);
  await until(async () => !(await open()), () => "the panel to close");
});

test("balanced stops the telling: the rules hold in Firefox, too", async () => {
  assert.equal((await ask({ ask: "tell", what: { type: "set", name: "mode", value: "balanced" } })).answer, "done");
  const told = () => web.world.told.filter(({ shop, system }) => shop === SHOP.site && system === "criteo").length;
  const before = told();
  const address = productUrl(SHOP, SHOP.products[1]);
  const page = await browser.newPage();
  await page.goto(address);
  await until(async () => (await popup(address)).blocked > 0, () => "something stopped");
  assert.equal(told(), before);
});

test("newer lists are taken in Firefox, too: its static and dynamic rules follow", async () => {
  const [NEW, GONE] = ["https://brand-new-tracker.example/x.png", "https://zestyhorizon.com/x.png"];
  const changed = { 3: (text) => `${text.replace(/^\|\|zestyhorizon\.com\^\r?\n/m, "")}\n||brand-new-tracker.example^\n` };
  const newer = new Map(await Promise.all(LISTS.map(async (number) => [number, later(await listText(number), changed[number] ?? String)])));
  web.world.lists = (number) => ({ status: 200, type: "text/plain; charset=utf-8", body: newer.get(number) });
  assert.equal((await ask({ ask: "tell", what: { type: "set", name: "mode", value: "strict" } })).answer, "done");
  const page = await browser.newPage();
  await page.goto(NEWS);
  const gets = () => page.evaluate((urls) => Promise.all(urls.map((url) => fetch(url, { mode: "no-cors" }).then(() => true, () => false))), [NEW, GONE]);
  await until(async () => String(await gets()) === "true,false", () => "the strict rules");
  const said = await ask({ ask: "lists" });
  assert.equal(said.said?.id, "lists_came", JSON.stringify(said));
  const rules = () => keeper.evaluate(async () => {
    const of = globalThis.browser.declarativeNetRequest;
    const [dynamic, off] = await Promise.all([of.getDynamicRules(), of.getDisabledRuleIds({ rulesetId: "strict" })]);
    return { dynamic: dynamic.length, off: off.length };
  });
  await until(async () => String(await gets()) === "false,true", async () => `Firefox's rules to follow: ${JSON.stringify(await rules())}`);
  assert.equal((await ask({ ask: "settings" })).lists.newer[2], 0, "all of it fits");
  await page.close();
});

test("strict: Firefox takes every rule of the lists, and reads every regular expression", async () => {
  assert.equal((await ask({ ask: "tell", what: { type: "set", name: "mode", value: "strict" } })).answer, "done");
  const enabled = () => keeper.evaluate(() => globalThis.browser.declarativeNetRequest.getEnabledRulesets());
  await until(async () => (await enabled()).includes("strict"), () => "the strict rules");
  const rules = (await Promise.all(["balanced", "strict"].map(async (name) => JSON.parse(await readFile(`${ROOT}dist/knowledge/rulesets/${name}.json`, "utf8"))))).flat();
  const expressions = rules.map(({ condition }) => condition).filter(({ regexFilter }) => regexFilter);
  assert.ok(expressions.length > 0);
  const refused = await keeper.evaluate(async (list) => {
    const answers = await Promise.all(list.map(({ regexFilter: regex, isUrlFilterCaseSensitive: isCaseSensitive = false }) =>
      globalThis.browser.declarativeNetRequest.isRegexSupported({ regex, isCaseSensitive })));
    return list.filter((_, at) => !answers[at].isSupported).map(({ regexFilter }) => regexFilter);
  }, expressions);
  assert.deepEqual(refused, []);
});

test("all that can be said at once, Firefox takes as rules", async () => {
  const arguments_ = ["run", "--quiet", "--features", "compile,bundle,types", "--example", "everything", "--", `${Date.now()}`];
  const { stdout } = await promisify(execFile)("cargo", arguments_, { cwd: ROOT, maxBuffer: 1 << 26 });
  const { said, count, rules } = JSON.parse(stdout);
  for (const what of [{ type: "set", name: "mode", value: "show_me" }, said]) assert.equal((await ask({ ask: "tell", what })).answer, "done");
  const taken = () => keeper.evaluate(async () => (await globalThis.browser.declarativeNetRequest.getDynamicRules()).length);
  let there;
  await until(async () => (there = await taken()) === count, () => `${count} rules; there are ${there}`);
  // With those that records earn, of which that many are not met in a minute: the same rules, handed over directly.
  assert.ok(rules.length > count);
  await keeper.evaluate(async (rules) => {
    const { declarativeNetRequest } = globalThis.browser;
    const before = (await declarativeNetRequest.getDynamicRules()).map(({ id }) => id);
    await declarativeNetRequest.updateDynamicRules({ removeRuleIds: before, addRules: rules });
  }, rules);
  assert.equal(await taken(), rules.length);
});
