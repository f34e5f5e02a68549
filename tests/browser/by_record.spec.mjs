// Rules by record: shown before they act, saved by one click and taken back by one.

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
