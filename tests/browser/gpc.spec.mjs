// Global Privacy Control: where the person wants it, every request and every frame says it, also on a
// paused site; the row of an ad says whether it was said. Else nothing says it. A site's statement is asked
// for when the person presses, and only then; what it claims is held against what the signal changed.

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

/** What a principle says of a shop. */
async function principle(site, id) {
  const { principles } = await candor.ask({ ask: "brand", site });
  return principles.find((row) => row.id === id);
}

test("a statement is asked for on a click alone: one request, to that site, without cookies", async () => {
  const site = "kestrelaudio.example";
  const page = await candor.shop("kestrel");
  await page.close();
  const brand = await candor.open(`dashboard.html#/brand/${site}`);
  await brand.waitForSelector("[data-test=check-statement]");
  await candor.settle();
  const before = candor.web.world.requests.length;
  assert.ok(candor.web.world.requests.every(({ url }) => !url.includes("/.well-known/")), "nobody was asked before");
  await brand.click("[data-test=check-statement]");
  await brand.waitForSelector("[data-test=statement]");
  await candor.settle();
  const asked = candor.web.world.requests.slice(before).map(({ method, url, origin, cookies }) => ({ method, url, cookies, named: /^https?:/.test(origin) }));
  assert.deepEqual(asked, [{ method: "GET", url: `https://www.${site}/.well-known/gpc.json`, cookies: 0, named: false }]);
  assert.match(await brand.textContent("[data-test=statement]"), /honours the signal/);
  // A site without a statement says nothing, and a site that is not there did not answer.
  assert.equal((await candor.ask({ ask: "statement", site: "papertown.example" })).said.id, "statement_none");
  // Nothing but this one file of a site can be reached, whoever tries.
  const reached = await candor.worker().evaluate((site) => Promise.all(
    ["", "/p/x", "/.well-known/other.json"].map((path) => fetch(`https://www.${site}${path}`).then(() => true, () => false)),
  ), site);
  assert.deepEqual(reached, [false, false, false]);
  await brand.close();
});

test("what is claimed is held against what the signal changed", async () => {
  const visits = async () => {
    for (const key of ["kestrel", "bramble"]) await (await candor.shop(key)).close();
  };
  await visits();
  await candor.ask({ ask: "statement", site: "bramblegarden.example" });
  assert.equal((await principle("bramblegarden.example", "belief")).findings.length, 0, "without the signal nothing is known");
  await say(true);
  await visits();
  const [kept, broken] = [await principle("kestrelaudio.example", "belief"), await principle("bramblegarden.example", "belief")];
  assert.deepEqual(kept.findings.map(({ what, against }) => [what.id, against]), [["seen_claim_kept", false]]);
  assert.deepEqual(broken.findings.map(({ what, against }) => [what.id, against]), [["seen_claim_empty", true]]);
  assert.ok(kept.belief > 500 && broken.belief < 500);
  const promise = await principle("bramblegarden.example", "sincerity");
  assert.deepEqual(promise.findings.map(({ what }) => what.id), ["seen_claim_broken"]);
  // What the pages themselves keep of the choice (GPP), asked of them by message.
  const says = async (site) => (await principle(site, "permission")).findings.map(({ what }) => what.id);
  assert.ok((await says("bramblegarden.example")).includes("seen_gpc_record"), "kept as not objected, although it was said");
  assert.ok(!(await says("kestrelaudio.example")).includes("seen_gpc_record"), "kept as objected");
  await say(false);
});
