// What the person asks for beyond a word about a brand: rules by record, a quiet hour, being forgotten by a company and
// along with the browser's history; and the popup beside the page.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, faults, until } from "./harness.mjs";

let candor;
before(async () => {
  // The browser's questions cannot be answered from here: this copy has been given what it would ask for.
  candor = await Candor.start({ granted: ["history", "sidePanel"] });
  await candor.welcome();
  await (await candor.shop("northtrail")).close();
});
after(() => candor.close());

const rules = async () => (await candor.ask({ ask: "settings" })).settings.rules;

test("a rule says what it would do, then acts, then is taken back", async () => {
  const page = await candor.open("dashboard.html#/settings", { width: 360, height: 600 });
  await page.selectOption("[data-test=rule-hide]", "pushy");
  await page.selectOption("[data-test=rule-allow]", "careful");
  await page.waitForSelector("[data-test=rules-preview]");
  assert.deepEqual(await rules(), {}, "looking changes nothing");
  await page.click("[data-test=rules-which] summary");
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faults(page), [], colorScheme);
    await page.locator("[data-test=rules-preview]").scrollIntoViewIfNeeded();
    await candor.shot(page, `rules-${colorScheme}`);
  }
  await page.click("[data-test=rules-do]");
  await until(async () => JSON.stringify(await rules()) === '{"allow":"careful","hide":"pushy"}', () => "the rules");
  // The page draws what is in force once it has asked again.
  await until(async () => (await page.locator("[data-test=rule-hide]").inputValue()) === "pushy", () => "the rule on the page");
  await page.click("[data-test=undo]");
  await until(async () => JSON.stringify(await rules()) === "{}", () => "no rules");
  await page.close();
});

/** What Candor knows of a page once its shop has told, or tried to. */
const told = async (page) => {
  const tab = await candor.tabOf(page);
  return until(async () => {
    const view = await candor.ask({ ask: "popup", tab });
    return view.groups?.some(({ companies }) => companies.some(({ told }) => told.length > 0)) || view.blocked > 0 ? view : undefined;
  }, () => `something told on ${page.url()}`);
};

test("a quiet hour stops what is told on every site, outlives worker and browser, and ends by one click", async () => {
  let shop = await candor.shop("northtrail");
  assert.equal((await told(shop)).blocked, 0);
  const popup = await candor.popupFor(shop);
  await popup.click("[data-test=quiet-hour]");
  await popup.waitForSelector("[data-test=quiet]");
  for (const colorScheme of ["dark", "light"]) {
    await popup.emulateMedia({ colorScheme });
    assert.deepEqual(await faults(popup), [], colorScheme);
    await candor.shot(popup, `quiet-${colorScheme}`);
  }
  await popup.close();
  const interruptions = [() => {}, () => candor.killWorker(), () => candor.restartBrowser()];
  for (const interrupt of interruptions) {
    await shop.close();
    await interrupt();
    shop = await candor.shop("northtrail");
    assert.ok((await told(shop)).blocked > 0, `stopped ${interrupt}`);
  }
  const end = await candor.popupFor(shop);
  await end.click("[data-test=quiet-end]");
  await until(async () => (await candor.ask({ ask: "settings" })).settings.quiet_until === null, () => "its end");
  await end.close();
  await shop.close();
  shop = await candor.shop("northtrail");
  assert.equal((await told(shop)).blocked, 0, "as before");
  await shop.close();
});

/** What a page of this host keeps of a value in its storage, after `set` where it is given one. */
async function kept(host, set) {
  const page = await candor.context.newPage();
  await page.goto(`https://${host}/kept`);
  const value = await page.evaluate((set) => {
    if (set) localStorage.setItem("uid", set);
    return localStorage.getItem("uid");
  }, set);
  await page.close();
  return value;
}

test("one company's cookies and storage go, another's stay", async () => {
  for (const host of ["gum.criteo.com", "ct.pinterest.com"]) assert.equal(await kept(host, "1"), "1");
  const cookie = (domain) => ({ name: "uid", value: "1", domain, path: "/", expires: Math.floor(Date.now() / 1000) + 3600 });
  await candor.context.addCookies([cookie(".criteo.com"), cookie("gum.criteo.com"), cookie(".pinterest.com")]);
  const page = await candor.open("dashboard.html#/company/Criteo", { width: 360, height: 800 });
  // What data/vendors.tsv says of it: 390 days, and its second purpose.
  const declared = await page.innerText("[data-test=declared]");
  assert.match(declared, /390 days/);
  assert.match(declared, /choose ads by the page/);
  await page.click("[data-test=forget-me-do]");
  await page.waitForSelector("[data-test=notice]");
  const left = (await candor.context.cookies()).map(({ domain }) => domain);
  assert.ok(!left.some((domain) => domain.endsWith("criteo.com")), `${left}`);
  assert.ok(left.includes(".pinterest.com"), `${left}`);
  assert.match(await page.locator("[data-test=notice]").textContent(), /[2-9]|\d\d/, "says how many");
  assert.deepEqual([await kept("gum.criteo.com"), await kept("ct.pinterest.com")], [null, "1"]);
  assert.deepEqual(await faults(page), []);
  await candor.shot(page, "forget-me");
  await page.close();
});

test("what the person deletes from the browser's history goes from Candor, too", async () => {
  await candor.tell({ type: "forget", forget: "everything" });
  for (const key of ["northtrail", "papertown"]) await (await candor.shop(key)).close();
  const known = async () => (await candor.ask({ ask: "brands" })).rows.filter(({ visits }) => visits > 0).map(({ brand }) => brand.site).sort();
  assert.deepEqual(await known(), ["northtrail.example", "papertown.example"]);
  const page = await candor.open("dashboard.html#/settings");
  await until(() => page.isChecked("[data-test=mirror]"), () => "the switch to show that it is on");
  await page.close();
  const deleted = await candor.keeper.evaluate(async () => {
    const found = await chrome.history.search({ text: "northtrail.example", startTime: 0 });
    for (const { url } of found) await chrome.history.deleteUrl({ url });
    return found.length;
  });
  assert.ok(deleted > 0, "the browser remembered the visit");
  await until(async () => (await known()).join() === "papertown.example", () => "that shop to be forgotten, and no other");
  await candor.keeper.evaluate(() => chrome.history.deleteAll());
  await until(async () => (await known()).length === 0, () => "all to be forgotten with all of the history");
});

test("the popup stands beside the page where it is asked to, and is about the page in front", async () => {
  const shop = await candor.shop("northtrail");
  const popup = await candor.popupFor(shop);
  // It makes room for itself: no answer to the click comes from a page that is gone.
  const gone = popup.waitForEvent("close");
  popup.click("[data-test=beside]").catch(() => {});
  await gone;
  const beside = () => candor.keeper.evaluate(() => chrome.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] }));
  const [panel] = await until(async () => (await beside()).length > 0 && beside(), () => "the popup beside the page");
  assert.equal(panel.documentUrl, candor.address("popup.html?beside"));
  const brand = () => candor.keeper.evaluate(() => {
    const view = chrome.extension.getViews().find(({ location }) => location.search === "?beside");
    return view?.document.querySelector("[data-test=brand]")?.textContent;
  });
  await shop.bringToFront();
  await until(async () => /Northtrail/.test(await brand()), () => "what it says of the shop");
  const other = await candor.shop("papertown");
  await until(async () => /Papertown/.test(await brand()), () => "what it says of the other one");
  await Promise.all([shop.close(), other.close()]);
});
