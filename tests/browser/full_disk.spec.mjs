// A disk that takes nothing any more: the person is told at once, nothing is half done, and what could
// not be kept is a counted gap.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, until } from "./harness.mjs";

const SHOP = "northtrail.example";
const told = () => candor.web.world.told.filter(({ shop, system }) => shop === SHOP && system === "criteo").length;

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ log: true });
});
after(() => candor.close());

/** From now on, and until the worker dies, the disk refuses as Chromium's does: the transaction is aborted. */
async function fill() {
  await candor.ask({ ask: "settings" });
  await candor.context.serviceWorkers().at(-1).evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...row) {
      const request = put.apply(this, row);
      this.transaction.abort();
      return request;
    };
  });
}

test("a choice that cannot be saved says so, changes nothing, and can be made later", async () => {
  const before = await candor.ask({ ask: "settings" });
  const rules = () => candor.keeper.evaluate(() => chrome.declarativeNetRequest.getEnabledRulesets());
  await fill();
  const page = await candor.open("dashboard.html#/settings");
  await page.click("[data-test=mode-strict]");
  await page.waitForSelector("[data-test=notice]");
  assert.match(await page.innerText("[data-test=notice]"), /could not be saved/);
  await until(() => page.isChecked("[data-test=mode-show_me]"), () => "the setting as it was");
  await page.close();
  assert.deepEqual((await candor.ask({ ask: "settings" })).settings, before.settings);
  assert.deepEqual(await rules(), []);
  const quiet = { type: "decided", scope: { type: "brand", brand: SHOP }, choice: "quiet" };
  assert.equal((await candor.ask({ ask: "tell", what: quiet })).answer, "failed");
  const from = told();
  await (await candor.shop("northtrail")).close();
  assert.ok(told() > from, "the shop tells as before");
  await candor.cutWorker();
  assert.deepEqual((await candor.ask({ ask: "settings" })).settings, before.settings, "after the worker died, too");
  const { undo } = await candor.tell(quiet);
  await candor.tell(undo);
});

test("what is seen meanwhile is still answered, and counted as lost", async () => {
  const gaps = async () => (await candor.ask({ ask: "log" })).denominators.gaps;
  const before = await gaps();
  await fill();
  const shop = await candor.shop("northtrail");
  const popup = await candor.ask({ ask: "popup", tab: await candor.tabOf(shop) });
  assert.ok(popup.groups.length > 0, "the popup still says whom the shop told");
  await candor.cutWorker();
  await until(async () => (await gaps()) > before, () => "a counted gap");
  await shop.close();
});
