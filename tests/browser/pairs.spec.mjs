// The same shop software run with care and without: after the same visits, and two days later the same news, the
// records tell the two apart, principle by principle, and the evidence is what happened. What takes weeks
// (whose ads never end) is in weeks.spec.mjs; claims about the signal are in gpc.spec.mjs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buy } from "../web/buy.mjs";
import { productUrl, shopOf } from "../web/shops.mjs";
import { Candor, DAY } from "./harness.mjs";

/** The pairs: one lets companies know or not, another tells the same company, whose ads are tactful or not, and of the
 * third one's ads those end, or do not, of which somebody said so in their own menu. */
const SHOPS = [["fenwick", "grabbit"], ["kestrel", "bramble"], ["papertown", "nordkante"]];
const [LETS_KNOW, SHOWS, STOPPED] = [0, 1, 2];

/** Of each principle: what is said of the considerate shop, and of the other; nothing where it has done nothing. */
const ROWS = [
  ["permission", ["seen_waited", "seen_kept_no"], ["seen_before_choice"]],
  ["restraint", ["seen_alone"], ["seen_crowd", "seen_prompt"]],
  ["sincerity", ["seen_promise_kept"], ["seen_promise_broken"]],
  ["discretion", ["seen_kept_secret"], ["seen_named_plain", "seen_search_told", "seen_plain_http"]],
  ["minimisation", ["seen_modest_checkout"], ["seen_demands", "seen_recorded"]],
  ["listening", ["seen_asks"], []],
  ["control", ["seen_way_out"], ["seen_no_way_out"]],
  ["openness", ["seen_privacy_link"], ["seen_no_privacy_link"]],
  ["value", ["seen_useful"], []],
  ["relevance", [], ["seen_gap", "seen_wrong_guess"]],
  ["timing", ["seen_moved_on"], ["seen_already_bought"], SHOWS],
  ["subtlety", ["seen_tactful"], ["seen_everywhere"], SHOWS],
  ["relevance", [], ["seen_broken_words"], SHOWS],
  ["learning", [], ["seen_after_no"]],
  ["learning", ["seen_ended"], ["seen_after_stop"], STOPPED],
];

const STOP = { seller: "google_ads", why: "contextual", topics: ["local", "cycling", "garden", "books"] };

/** What the shops pay for beside what the small web already knows. */
const CAMPAIGNS = [
  { shop: "kestrel", seller: "criteo", why: "retargeting", afterPurchase: true, tactful: true },
  { shop: "bramble", seller: "criteo", why: "retargeting", afterPurchase: true, says: "Still thinking of us, {{first_name}}?" },
  { shop: "grabbit", seller: "google_ads", why: "retargeting", afterPurchase: true, says: "Only at grabbitdeals.example" },
  { ...STOP, shop: "papertown", says: "Only at papertown.example", stop: "heeded" },
  { ...STOP, shop: "nordkante", says: "Only at nordkante.example", stop: "ignored" },
];

/** What somebody looks for who has bought something. */
const SEARCHED = "winter+hat";

/** The news two days later; where one campaign gets its turn on the first page of an article, another does on the second. */
const NEWS = ["lampandledger.example/desk-light", "dailyherald.example/harbour-festival", "kurier-heute.example/wetter", "strassenbahn.example/linie-9/1", "morgenblick.example/ostsee/1"];

/** The news before, where both ads stand that are stopped, and after it. */
const LOCAL_NEWS = "dailyherald.example/bridge-reopens";
const LATER_NEWS = [LOCAL_NEWS, "cyclingpost.example/winter-tyres", "gardenwall.example/hedges", "readersroom.example/islands"];

let candor, records;
before(async () => {
  candor = await Candor.start({ clock: true });
  await candor.welcome();
  const { world } = candor.web;
  world.campaigns = [...CAMPAIGNS, ...world.campaigns.filter(({ shop }) => !SHOPS[STOPPED].includes(shop))];
  await look("papertown");
  await stopAds(LOCAL_NEWS);
  await candor.later(2 * DAY);
  for (const page of LATER_NEWS) await candor.read(`https://www.${page}`);
  await visits("fenwick", { type: "useful" });
  await visits("grabbit", { type: "wrong_guess" });
  for (const key of ["kestrel", "bramble"]) await visits(key);
  await candor.later(2 * DAY);
  for (const page of NEWS) await candor.read(`https://www.${page}`);
  await candor.later(DAY);
  await look("papertown");
  records = [];
  for (const pair of SHOPS) records.push([await record(pair[0]), await record(pair[1])]);
});
after(() => candor.close());

/** Somebody looks at some things, says no to the banner, buys the last one, and judges an ad. */
async function visits(key, correction) {
  const shop = shopOf(key);
  const bought = correction ? 2 : 0;
  for (const item of [0, 1].slice(0, bought)) {
    const page = await candor.visit(productUrl(shop, shop.products[item]));
    if (shop.door) await page.click("#door button");
    await candor.answerBanner(page, shop, "reject");
    await page.close();
  }
  const page = await candor.visit(productUrl(shop, shop.products[bought]));
  await buy(page, shop);
  await candor.settle();
  // They search for something, by an old link: it begins with http.
  await page.goto(`http://www.${shop.site}/search?q=${SEARCHED}`);
  await candor.settle();
  await page.close();
  if (correction) await candor.tell({ type: "corrected", ad: "an ad of it", brand: shop.site, correction });
}

async function look(key) {
  const shop = shopOf(key);
  await (await candor.visit(productUrl(shop, shop.products[0]))).close();
}

/** Somebody opens the menu behind the cross of each ad that has one, and wants it no more. */
async function stopAds(address) {
  const page = await candor.visit(`https://www.${address}`);
  await candor.adsOn(page, 2);
  for (const frame of page.frames()) {
    if (await frame.locator(".cbb").count() === 0) continue;
    await frame.click(".cbb");
    await frame.click("#mute_panel button");
  }
  await candor.settle();
  await page.close();
}

/** What its record says, by principle. */
async function record(key) {
  const { principles } = await candor.ask({ ask: "brand", site: shopOf(key).site });
  return new Map(principles.map((row) => [row.id, row]));
}

const said = (record, id) => [...new Set((record.get(id)?.findings ?? []).map(({ what }) => what.id))];
const EVEN = 500;

for (const [id, kind, unkind, pair = LETS_KNOW] of ROWS) {
  test(`${id}: the two are told apart, on what they did`, () => {
    const [considerate, inconsiderate] = records[pair];
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
  const early = records[LETS_KNOW][1].get("permission").findings.filter(({ what }) => what.id === "seen_before_choice");
  for (const [system, company] of [["criteo", "Criteo"], ["pinterest", "Pinterest"]]) {
    assert.ok(told.has(system), `${company} was told`);
    assert.ok(early.some(({ what }) => JSON.stringify(what.args).includes(company)), `${company} is named`);
  }
  assert.deepEqual(candor.web.world.told.filter(({ shop }) => shop === shopOf("fenwick").site), [], "the other one told nobody");
  // What was searched for, and what went without encryption, as those say who got it.
  const { findings } = records[LETS_KNOW][1].get("discretion");
  const of = (id) => findings.filter(({ what }) => what.id === id).map(({ what }) => what.args[0]);
  const searched = of("seen_search_told").map(({ text }) => text);
  for (const company of ["Criteo", "Google", "Meta", "Pinterest"]) assert.ok(searched.includes(company), `${company} in ${searched}`);
  const got = candor.web.world.requests.filter(({ url }) => decodeURIComponent(decodeURIComponent(url)).includes(SEARCHED));
  for (const host of ["widget.criteo.com", "googleads.g.doubleclick.net", "facebook.com", "ct.pinterest.com"]) assert.ok(got.some(({ url }) => url.includes(host)), host);
  const open = candor.web.world.requests.filter(({ url }) => url.startsWith("http:") && !url.includes(".example/"));
  assert.deepEqual(open.map(({ url }) => new URL(url).host), ["widget.criteo.com"]);
  assert.deepEqual(findings.filter(({ what }) => what.id.startsWith("seen_plain_http")).map(({ what }) => what.args[0].count), [open.length]);
});

test("of its ads the evidence says what the ad systems know that they showed", () => {
  const shown = (key) => candor.web.world.truth.filter(({ brand }) => brand === shopOf(key).site);
  const where = (ads) => [...new Set(ads.map(({ publisher }) => publisher))].sort();
  const said = (pair, place, id, what) => records[pair][place].get(id).findings.filter((finding) => finding.what.id === what).map((finding) => finding.what.args[0].text);
  const rows = [
    ["kestrel", SHOWS, 0, "timing", "seen_moved_on"],
    ["bramble", SHOWS, 1, "timing", "seen_already_bought"],
    ["bramble", SHOWS, 1, "relevance", "seen_broken_words"],
    ["grabbit", LETS_KNOW, 1, "learning", "seen_after_no"],
  ];
  for (const [key, ...row] of rows) {
    const publishers = where(shown(key).filter(({ follows }) => follows));
    assert.ok(publishers.length >= 3, `${key}: ${publishers}`);
    assert.deepEqual([...new Set(said(...row))].sort(), publishers, key);
  }
  assert.deepEqual(shown("fenwick").filter(({ follows }) => follows), [], "who was told nothing shows nothing");
});

test("an ad's own stop: who heeds it shows nothing more, and who does not is seen where it goes on", () => {
  const [heeds, ignores] = SHOPS[STOPPED].map((key) => candor.web.world.truth.filter(({ brand }) => brand === shopOf(key).site));
  const last = heeds.at(-1).time;
  const later = ignores.filter(({ time }) => time > last + DAY).map(({ publisher }) => publisher);
  const { findings } = records[STOPPED][1].get("learning");
  const said = findings.filter(({ what }) => what.id === "seen_after_stop").map(({ what }) => what.args[0].text);
  assert.deepEqual([...new Set(said)].sort(), [...new Set(later)].sort());
  assert.ok(heeds.every(({ publisher }) => LOCAL_NEWS.startsWith(publisher)), "and the other's ended with the stop");
});
