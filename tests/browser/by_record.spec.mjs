// What the person asks for beyond a word about a brand: rules by record, a quiet hour, being forgotten by a company.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, faults, until } from "./harness.mjs";

let candor;
before(async () => {
  candor = await Candor.start();
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

test("one company's cookies go, another's stay", async () => {
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
  assert.deepEqual(await faults(page), []);
  await candor.shot(page, "forget-me");
  await page.close();
});
