// Global Privacy Control: where the person wants it, every request and every frame says it, also on a
// paused site; the row of an ad says whether it was said. Else nothing says it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, until } from "./harness.mjs";

const NEWS = "https://www.dailyherald.example/harbour-festival";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ log: true });
});
after(() => candor.close());

/** What a visit said: to each host that was asked, and to the scripts of each frame. */
async function visit() {
  const from = candor.web.world.requests.length;
  const page = await candor.visit(NEWS);
  const [{ ad }] = await candor.adsOn(page, 3);
  const frames = page.frames().filter((frame) => frame.url().startsWith("http"));
  const scripts = await Promise.all(frames.map((frame) => frame.evaluate(() => navigator.globalPrivacyControl)));
  await page.close();
  const requests = candor.web.world.requests.slice(from);
  assert.ok(new Set(requests.map(({ url }) => new URL(url).host)).size > 3 && scripts.length > 2, "many were asked");
  const { text } = await candor.ask({ ask: "export", what: "sightings_full" });
  const row = text.trim().split("\n").map((line) => JSON.parse(line)).find(({ id }) => id === ad);
  return { headers: new Set(requests.map(({ gpc }) => gpc)), scripts: new Set(scripts), row: row.consent.gpc };
}

/** Switches it, and waits until the browser has both halves of it. */
async function say(on) {
  await candor.tell({ type: "set", name: "gpc", value: on });
  await until(() => candor.keeper.evaluate(async (on) => {
    const [rulesets, scripts] = await Promise.all([
      chrome.declarativeNetRequest.getEnabledRulesets(), chrome.scripting.getRegisteredContentScripts(),
    ]);
    return rulesets.includes("gpc") === on && (scripts.length === 1) === on;
  }, on), () => `the signal ${on ? "on" : "off"}`);
}

test("nothing says it unless the person wants it", async () => {
  assert.deepEqual(await visit(), { headers: new Set([undefined]), scripts: new Set([undefined]), row: false });
});

test("switched on, every request and every frame says it, also on a paused site and after a restart", async () => {
  await say(true);
  const said = { headers: new Set(["1"]), scripts: new Set([true]), row: true };
  assert.deepEqual(await visit(), said);
  await candor.tell({ type: "paused", site: "dailyherald.example", pause: { until: null } });
  assert.deepEqual(await visit(), said);
  await candor.tell({ type: "paused", site: "dailyherald.example", pause: null });
  await candor.restartBrowser();
  assert.deepEqual(await visit(), said);
});

test("switched off, nothing says it any more", async () => {
  await say(false);
  assert.deepEqual(await visit(), { headers: new Set([undefined]), scripts: new Set([undefined]), row: false });
});
