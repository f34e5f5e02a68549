// The Firefox package in a real Firefox: it loads, its background answers, ads are found and explained.
// Not part of the default run: `./build.sh firefox`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { until } from "../browser/harness.mjs";
import { start } from "../web/server.mjs";
import { productUrl, shopOf } from "../web/shops.mjs";

const EXTENSION = fileURLToPath(new URL("../../dist/firefox", import.meta.url));
/** An address that is known beforehand: Firefox gives each installation one of its own. */
const UUID = "0cd80000-c0de-4d0b-b44e-e2ee6c9b4d0a";
const NEWS = "https://www.dailyherald.example/harbour-festival";
const SHOP = shopOf("northtrail");

let web, browser, keeper;
before(async () => {
  web = await start();
  browser = await puppeteer.launch({
    browser: "firefox", executablePath: process.env.CANDOR_FIREFOX || "/usr/bin/firefox-esr", acceptInsecureCerts: true,
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ "candor@candor.example": UUID }),
      // Every name leads to the small web.
      "network.dns.forceResolve": "127.0.0.1", "network.dns.disableIPv6": true,
      "network.socket.forcePort": `80=${web.ports.http};443=${web.ports.https}`,
    },
  });
  await browser.installExtension(EXTENSION);
  // Firefox says nothing of the end of loading such a page.
  keeper = await browser.newPage();
  await Promise.race([keeper.goto(`moz-extension://${UUID}/welcome.html`).catch(() => {}), until(() => keeper.url().startsWith("moz-"), () => "a page of Candor's")]);
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
  await page.close();
});

test("an ad that follows is found and explained; its label opens the panel", async () => {
  const page = await browser.newPage();
  await page.goto(NEWS);
  const ad = await until(async () => (await popup(NEWS)).ads?.find(({ brand, follows }) => brand?.site === SHOP.site && follows), () => "the shop's ad, said to follow");
  assert.equal(ad.reason, "product_retargeting");
  const { explanation } = await ask({ ask: "why", ad: ad.ad });
  assert.ok(explanation.evidence.length >= 4);
  const panel = await until(async () => {
    await page.mouse.click(ad.rect.x + 12, ad.rect.y + ad.rect.height - 14);
    return page.frames().find((frame) => frame.url().includes("/panel.html"));
  }, () => "the panel");
  await until(async () => (await panel.evaluate(() => document.body.innerText)).includes(SHOP.products[0].name), () => "the sentence in the panel");
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
