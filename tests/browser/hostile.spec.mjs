// Pages that try to break in, to ruin a rival or to learn what Candor knows: they change nothing but their own row.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, until } from "./harness.mjs";

const NASTY = "https://www.nastypages.example";
const RIVAL = "northtrail.example";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ log: true });
  await (await candor.shop("northtrail")).close();
});
after(() => candor.close());

/** All that Candor keeps of others than the hostile site. */
async function others() {
  const { rows } = await candor.ask({ ask: "brands" });
  const { settings } = await candor.ask({ ask: "settings" });
  return { settings, brands: rows.filter((row) => row.brand.site !== "nastypages.example").map(({ brand, grade, visits, choice }) => ({ brand, grade, visits, choice })) };
}

for (const path of ["/markup", "/large", "/links", "/flood", "/rival"]) {
  test(`${path} changes nothing but its own row`, async () => {
    const before = await others();
    const page = await candor.visit(NASTY + path);
    assert.deepEqual(await others(), before);
    assert.equal(await page.evaluate(() => window.broken), undefined, "nothing ran");
    const popup = await candor.popupFor(page);
    assert.ok(await popup.locator("[data-test=headline]").isVisible(), "the popup still answers");
    assert.equal(await popup.evaluate(() => window.broken), undefined, "nothing ran in the popup");
    assert.deepEqual(await popup.locator("img[src=x], main script, svg[onload]").count(), 0, "no markup of the page's in the popup");
    await Promise.all([popup.close(), page.close()]);
  });
}

test("links that are no web addresses lead nowhere", async () => {
  const page = await candor.visit(`${NASTY}/links`);
  // Two of the five lead through a click system at all; whose ads these are nobody can tell.
  const ads = await candor.adsOn(page, 2);
  assert.deepEqual(ads.map(({ brand }) => brand ?? "unknown"), ["unknown", "unknown"]);
  await page.close();
});

test("a faked ad of a rival's does not enter the rival's record", async () => {
  const page = await candor.visit(`${NASTY}/rival`);
  await candor.settle();
  const view = await candor.ask({ ask: "brand", site: RIVAL });
  assert.equal(view.enough, false);
  const against = view.principles.flatMap(({ findings }) => findings).filter((finding) => finding.against && finding.actor === "nastypages.example");
  assert.deepEqual(against, []);
  await page.close();
});

/** What a brand is judged by. */
async function record(site) {
  const { row, enough, principles, told } = await candor.ask({ ask: "brand", site });
  return { grade: row.grade.id, enough, told, principles: principles.map(({ id, belief, sure, findings }) => ({ id, belief, sure, findings })) };
}

test("forty faked ads of a rival's move nobody's record", async () => {
  const before = await record(RIVAL);
  assert.ok(before.principles.length > 0, "there is a record to move");
  for (let turn = 0; turn < 3; turn += 1) {
    const page = await candor.visit(`${NASTY}/forty`);
    await candor.adsOn(page, 40);
    await page.close();
  }
  assert.deepEqual(await record(RIVAL), before);
});

test("a publisher's trackers do not touch the records of those who advertise there", async () => {
  const before = await record(RIVAL);
  const page = await candor.visit("https://www.dailyherald.example/harbour-festival");
  const ads = await candor.adsOn(page, 3);
  assert.ok(ads.some(({ brand }) => brand?.site === RIVAL), "it advertises there");
  // Pixels with a page view and a hashed address, as a publisher's own tags send them.
  await page.evaluate(() => {
    for (let n = 0; n < 20; n += 1) new Image().src = `https://www.facebook.com/tr/?id=1&ev=PageView&ud[em]=${"ab".repeat(32)}&n=${n}`;
  });
  await candor.settle();
  const tab = await candor.tabOf(page);
  const { groups } = await candor.ask({ ask: "popup", tab });
  assert.ok(groups.some(({ companies }) => companies.some(({ name }) => name === "Meta" || name === "Facebook")), "the publisher told somebody");
  const { told, principles } = await record(RIVAL);
  const own = (rows) => rows.filter(({ id }) => ["permission", "restraint", "sincerity", "discretion", "minimisation"].includes(id));
  assert.deepEqual({ told, principles: own(principles) }, { told: before.told, principles: own(before.principles) });
  await page.close();
});

test("a flood of forged messages opens nothing and maps no frame", async () => {
  const page = await candor.visit(`${NASTY}/flood`);
  const heard = await page.evaluate(() => window.heard.length);
  assert.ok(heard > 0 && heard <= 20000, `the page heard ${heard} of its own messages`);
  assert.equal(await page.evaluate(() => window.heard.filter((data) => typeof data === "string" && /^candor:\d+:[0-9a-f]{16,}/.test(data)).length), 0, "no signed name was heard");
  assert.equal(page.frames().some((frame) => frame.url().includes("panel.html")), false);
  await page.close();
});

test("an observer of a thousand planted ads learns nothing of the person's history", async () => {
  const page = await candor.visit(`${NASTY}/thousand`);
  const tab = await candor.tabOf(page);
  await until(async () => (await candor.ask({ ask: "popup", tab })).ads?.length > 0, () => "ads to be found");
  await candor.settle();
  const seen = await page.evaluate(() => window.seen);
  const planted = new RegExp(`${RIVAL}|Northtrail|Trail Boots|likely|looked at`, "i");
  for (const record of seen) assert.doesNotMatch(JSON.stringify(record), planted);
  const labels = await candor.labelsOn(page, 2);
  const looks = new Set(labels.map(({ html, width, height }) => JSON.stringify([html.replace(/ style="[^"]*"/, ""), width, height])));
  assert.equal(looks.size, 1, [...looks].join("\n"));
  const ads = (await candor.ask({ ask: "popup", tab })).ads;
  assert.ok(new Set(ads.map((ad) => ad.brand?.site)).size > 1, "brands known and unknown were planted");
  await page.close();
});

test("a page cannot reach the pages of Candor or read the panel", async () => {
  const page = await candor.visit(`${NASTY}/rival`);
  const reached = await page.evaluate((address) => fetch(address).then(() => true, () => false), candor.address("panel.html"));
  assert.equal(reached, false, "the panel has no fixed address");
  for (const path of ["popup.html", "dashboard.html", "worker.js", "knowledge/pack.bin"]) {
    assert.equal(await page.evaluate((address) => fetch(address).then(() => true, () => false), candor.address(path)), false, path);
  }
  await page.close();
});
