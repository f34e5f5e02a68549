// The same shop software run with care and without: after the same visits, the records tell the two apart, principle
// by principle, and the evidence is what happened. What takes weeks (ads that go on too long, that come back after a
// purchase or a no) is judged on facts shifted in time, in tests/pairs.rs; claims about the signal in gpc.spec.mjs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buy } from "../web/buy.mjs";
import { productUrl, shopOf } from "../web/shops.mjs";
import { Candor } from "./harness.mjs";

/** Of each principle: what is said of the considerate shop, and of the other; nothing where it has done nothing. */
const ROWS = [
  ["permission", ["seen_waited", "seen_kept_no"], ["seen_before_choice"]],
  ["restraint", ["seen_alone"], ["seen_crowd", "seen_prompt"]],
  ["sincerity", ["seen_promise_kept"], ["seen_promise_broken"]],
  ["discretion", [], ["seen_named_plain"]],
  ["minimisation", ["seen_modest_checkout"], ["seen_demands", "seen_recorded"]],
  ["listening", ["seen_asks"], []],
  ["control", ["seen_way_out"], ["seen_no_way_out"]],
  ["openness", ["seen_privacy_link"], ["seen_no_privacy_link"]],
  ["value", ["seen_useful"], []],
  ["relevance", [], ["seen_gap", "seen_wrong_guess"]],
];

let candor, records;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
  records = [await record("fenwick", { type: "useful" }), await record("grabbit", { type: "wrong_guess" })];
});
after(() => candor.close());

/** Somebody looks at three things, says no to the banner, buys the last one, and judges an ad. */
async function record(key, correction) {
  const shop = shopOf(key);
  for (const item of [0, 1]) {
    const page = await candor.visit(productUrl(shop, shop.products[item]));
    if (shop.door) await page.click("#door button");
    await candor.answerBanner(page, shop, "reject");
    await page.close();
  }
  const page = await candor.visit(productUrl(shop, shop.products[2]));
  await buy(page, shop);
  await candor.settle();
  await page.close();
  await candor.tell({ type: "corrected", ad: "an ad of it", brand: shop.site, correction });
  const { principles } = await candor.ask({ ask: "brand", site: shop.site });
  return new Map(principles.map((row) => [row.id, row]));
}

const said = (record, id) => [...new Set((record.get(id)?.findings ?? []).map(({ what }) => what.id))];
const EVEN = 500;

for (const [id, kind, unkind] of ROWS) {
  test(`${id}: the two are told apart, on what they did`, () => {
    const [considerate, inconsiderate] = records;
    for (const what of kind) assert.ok(said(considerate, id).includes(what), `${what} in ${said(considerate, id)}`);
    for (const what of unkind) assert.ok(said(inconsiderate, id).includes(what), `${what} in ${said(inconsiderate, id)}`);
    const against = (record) => (record.get(id)?.findings ?? []).filter((finding) => finding.against);
    assert.deepEqual(against(considerate).map(({ what }) => what.id), []);
    const [better, worse] = [considerate, inconsiderate].map((record) => record.get(id)?.belief ?? EVEN);
    assert.ok(better > worse, `${better} and ${worse}`);
  });
}

test("the evidence names who did it, and reads true", async () => {
  const told = new Set(candor.web.world.told.filter(({ shop }) => shop === shopOf("grabbit").site).map(({ system }) => system));
  const early = records[1].get("permission").findings.filter(({ what }) => what.id === "seen_before_choice");
  for (const [system, company] of [["criteo", "Criteo"], ["pinterest", "Pinterest"]]) {
    assert.ok(told.has(system), `${company} was told`);
    assert.ok(early.some(({ what }) => JSON.stringify(what.args).includes(company)), `${company} is named`);
  }
  assert.deepEqual(candor.web.world.told.filter(({ shop }) => shop === shopOf("fenwick").site), [], "the other one told nobody");
});
