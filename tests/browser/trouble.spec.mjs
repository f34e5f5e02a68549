// "Site not working?": one click pauses, names what was stopped, and lets one company through alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, faults, until } from "./harness.mjs";

const SHOP = "northtrail.example";
const told = (system) => candor.web.world.told.filter((t) => t.shop === SHOP && t.system === system).length;

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ mode: "balanced" });
});
after(() => candor.close());

/** What the popup of a page says. */
const popup = async (page) => candor.ask({ ask: "popup", tab: await candor.tabOf(page) });

test("one click pauses, names what was stopped, and one company is let through alone", async () => {
  const shop = await candor.shop("northtrail");
  const before = (await popup(shop)).stopped.map(({ company }) => company);
  assert.ok(before.includes("Criteo") && before.length > 1, `stopped here: ${before}`);
  assert.equal(told("criteo"), 0);

  const view = await candor.popupFor(shop);
  assert.equal(await view.locator("[data-test=trouble]").count(), 0, "nothing is offered before it is asked for");
  await view.click("[data-test=not-working]");
  await view.waitForSelector("[data-test=trouble]");
  const causes = () => view.locator("[data-test=cause] b").allInnerTexts();
  assert.deepEqual((await causes()).sort(), before.sort());
  await view.locator("[data-test=trouble]").scrollIntoViewIfNeeded();
  await candor.shot(view, "trouble-light");
  for (const colorScheme of ["light", "dark"]) {
    await view.emulateMedia({ colorScheme });
    assert.deepEqual(await faults(view), [], colorScheme);
  }
  await candor.shot(view, "trouble-dark");

  const loaded = shop.waitForEvent("load");
  await view.click("[data-test=reload]");
  await loaded;
  await candor.settle();
  assert.ok(told("criteo") > 0 && told("google_ads") > 0, "the pause lets everything through");
  const paused = await popup(shop);
  assert.ok(paused.pause && paused.stopped.some(({ company }) => company === "Criteo"), "the cause is still named after the reload");

  await view.bringToFront();
  await view.locator("[data-test=cause]", { hasText: "Criteo" }).locator("[data-test=allow-alone]").click();
  await until(async () => (await popup(shop)).pause == null, () => "the end of the pause");
  const [criteo, google] = [told("criteo"), told("google_ads")];
  await shop.reload();
  await candor.settle();
  assert.ok(told("criteo") > criteo, "the one that was allowed");
  assert.equal(told("google_ads"), google, "no other");

  await view.click("[data-test=undo]");
  await until(async () => (await popup(shop)).pause, () => "the pause as it was");
  const { settings } = await candor.ask({ ask: "settings" });
  assert.deepEqual(settings.choices, [], "one undo takes back both");
  await view.close();
  await shop.close();
});

test("where Candor stops nothing, it says so", async () => {
  await candor.tell({ type: "paused", site: SHOP });
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
  const shop = await candor.shop("northtrail");
  const view = await candor.popupFor(shop);
  await view.click("[data-test=not-working]");
  await view.waitForSelector("[data-test=trouble]");
  assert.equal(await view.locator("[data-test=cause]").count(), 0);
  assert.equal(await view.locator("[data-test=allow-site]").count(), 0);
  await view.close();
});
