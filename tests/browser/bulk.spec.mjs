// One choice for many brands: searched, picked, shown before it acts, taken back by one click.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, faults, until } from "./harness.mjs";

const BRANDS = ["alder.example", "birch.example", "birchwood.example", "cedar.example"];
const decided = (brand, choice) => ({ type: "decided", scope: { type: "brand", brand }, choice });

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
  const choices = ["allow", "allow", "hide", "ask"];
  await candor.tell({ type: "together", said: BRANDS.map((brand, at) => decided(brand, choices[at])) });
});
after(() => candor.close());

/** The choices as they stand, in order of the brands. */
const choices = async () => (await candor.ask({ ask: "settings" })).settings.choices.map(([, choice]) => choice);

test("what a search found is picked, changed together and taken back together", async () => {
  const before = await choices();
  const page = await candor.open("dashboard.html#/brands", { width: 360, height: 600 });
  await page.fill("[data-test=search]", "birch");
  await page.waitForFunction(() => document.querySelectorAll("[data-test=brand-row]").length === 2);
  await page.check("[data-test=pick-all]");
  await page.fill("[data-test=search]", "cedar");
  await page.waitForFunction(() => document.querySelectorAll("[data-test=brand-row]").length === 1);
  await page.check("[data-test=pick]");
  await page.selectOption("[data-test=bulk-choice]", "hide");
  const lines = await page.locator("[data-test=bulk-preview] li").allInnerTexts();
  assert.equal(lines.length, 2, "two change, one is so already");
  assert.match(lines.join("\n"), /birch\.example/);
  assert.deepEqual(await choices(), before, "looking changes nothing");
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faults(page), [], colorScheme);
    await candor.shot(page, `bulk-${colorScheme}`);
  }
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
  await page.click("[data-test=bulk-do]");
  await until(async () => String(await choices()) === "allow,hide,hide,hide", () => "the new choices");
  await page.click("[data-test=undo]");
  await until(async () => String(await choices()) === String(before), () => "the choices as they were");
  await page.close();
});

test("more than a list shows is picked too, and let go of without what another search picked", async () => {
  const many = Array.from({ length: 230 }, (_, at) => decided(`elm-${at}.example`, "hide"));
  await candor.tell({ type: "together", said: many });
  const page = await candor.open("dashboard.html#/brands");
  const rows = (count) => page.waitForFunction((count) => document.querySelectorAll("[data-test=brand-row]").length === count, count);
  const picked = (count) => page.waitForFunction((count) => {
    const bar = document.querySelector("[data-test=bulk]");
    return count ? bar?.innerText.includes(String(count)) : !bar;
  }, count);
  await rows(100);
  for (const shown of [200, BRANDS.length + many.length]) {
    await page.click("[data-test=more] button");
    await rows(shown);
  }
  assert.equal(await page.locator("[data-test=more]").count(), 0, "all are shown");
  await page.reload();
  await rows(100);
  await page.fill("[data-test=search]", "birch");
  await rows(2);
  await page.check("[data-test=pick-all]");
  await picked(2);
  await page.fill("[data-test=search]", "elm");
  await rows(100);
  await page.check("[data-test=pick-all]");
  await picked(232);
  await page.uncheck("[data-test=pick-all]");
  await picked(2);
  await page.check("[data-test=pick-all]");
  await picked(232);
  await page.selectOption("[data-test=bulk-choice]", "allow");
  assert.equal(await page.locator("[data-test=bulk-preview] li").count(), 101, "a hundred changes, and how many more");
  await page.click("[data-test=bulk-do]");
  const allowed = async () => (await choices()).filter((choice) => choice === "allow").length;
  await until(async () => await allowed() === 233, () => "all of them to be allowed, beside the one that is");
  await page.click("[data-test=undo]");
  await until(async () => await allowed() === 2, () => "all of them as they were");
  await page.close();
});
