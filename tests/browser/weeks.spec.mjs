// Five weeks in a real Chromium, whose clock is set ahead while it runs: a choice that worked, a brand that mends its
// ways and falls back, one whose ads never end, a purchase that nobody was told of, what was
// forgotten by itself, and what had to make room.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buy } from "../web/buy.mjs";
import { productUrl, shopOf } from "../web/shops.mjs";
import { Candor, DAY, faults, until } from "./harness.mjs";

const HOUR = DAY / 24;

let candor, today = 0;
before(async () => {
  candor = await Candor.start({ clock: true });
  await candor.welcome({ log: true });
  await candor.tell({ type: "set", name: "keep_days", value: 365 });
  candor.web.world.campaigns.unshift(
    { shop: "kestrel", seller: "criteo", why: "retargeting", days: 2 },
    { shop: "bramble", seller: "criteo", why: "retargeting" },
  );
});
after(() => candor.close());

/** Time passes until the beginning of a day, counted from the first. */
async function day(number) {
  await candor.later((number - today) * DAY);
  today = number;
}

const brand = (key) => candor.ask({ ask: "brand", site: shopOf(key).site });
const belief = async (key, principle) => (await brand(key)).principles.find(({ id }) => id === principle);
const read = async (...pages) => { for (const page of pages) await candor.read(`https://www.${page}`); };
const following = (key) => candor.web.world.truth.filter(({ brand, follows }) => follows && brand === shopOf(key).site);

async function look(key) {
  const shop = shopOf(key);
  await (await candor.visit(productUrl(shop, shop.products[0]))).close();
}

/** Brands that are remembered, with what lists say of them. */
const listed = async () => (await candor.ask({ ask: "brands" })).rows.map(({ brand, visits, ads }) => ({ site: brand.site, visits, ads })).sort((a, b) => (a.site < b.site ? -1 : 1));
const met = async () => (await listed()).map(({ site }) => site);

/** The times of all that is logged, of ads and of facts. */
async function logged() {
  const [log, facts] = await Promise.all([candor.ask({ ask: "log" }), candor.ask({ ask: "export", what: "facts" })]);
  const times = facts.text.trim().split("\n").slice(1).map((line) => JSON.parse(line).time);
  assert.equal((await candor.ask({ ask: "settings" })).facts, times.length, "as many as are counted");
  return { rows: log.rows.map(({ time }) => time).sort((a, b) => a - b), times };
}

/** Whom Lumen & Co lets know of people before they chose: everybody in `early`; who comes is asked anew. */
async function lumen(early) {
  const shop = shopOf("lumen");
  shop.before = early;
  await candor.context.clearCookies({ domain: /lumenandco/ });
  await look("lumen");
  const { belief: stands, findings } = await belief("lumen", "permission");
  return { stands, said: findings.map(({ what }) => what.id) };
}

test("did it work? following ads, and what its site told, before and after the choice", async () => {
  for (const key of ["kestrel", "bramble"]) await look(key);
  await day(1);
  await read("lampandledger.example/desk-light");
  assert.equal(following("kestrel").length, 1);
  await day(2);
  await candor.tell({ type: "decided", scope: { type: "brand", brand: shopOf("kestrel").site }, choice: "quiet" });
  await look("kestrel");
  await day(5);
  await read("lampandledger.example/bank-fees");
  const { choice, what, rows } = (await brand("kestrel")).effect;
  assert.equal(choice, "quiet");
  assert.deepEqual([what.id, what.args[0].count], ["effect_days", 2]);
  const [ads, told, stopped] = rows;
  assert.deepEqual([ads.what.id, ads.before, ads.after], ["effect_following", 1, 0]);
  assert.ok(told.before > 0 && told.after === 0, JSON.stringify(told));
  // What would tell is not even loaded: that is what was stopped.
  assert.equal(stopped.before, 0);
  assert.ok(stopped.after > 0, JSON.stringify(stopped));
  assert.equal(following("kestrel").length, 1, "as the ad systems know");
  const page = await candor.open(`dashboard.html#/brand/${shopOf("kestrel").site}`, { width: 360, height: 800 });
  await page.locator("[data-test=effect]").scrollIntoViewIfNeeded();
  assert.deepEqual(await faults(page), []);
  await candor.shot(page, "effect");
  await page.close();
});

test("who mends their ways recovers slowly; who falls back falls fast", async () => {
  const course = [await lumen(["pinterest"])];
  for (const at of [11, 18]) {
    await day(at);
    course.push(await lumen([]));
  }
  await day(25);
  course.push(await lumen(["pinterest"]));
  const stands = course.map(({ stands }) => stands);
  const [bad, better, good, relapsed] = stands;
  const steps = `${stands}`;
  assert.ok(bad < better && better < good && good < 500, `mends, and is not yet even: ${steps}`);
  assert.ok(good - relapsed > Math.max(better - bad, good - better), `faster down than up: ${steps}`);
  assert.ok(course[0].said.includes("seen_before_choice") && !course[0].said.includes("seen_waited"));
  assert.ok(course[1].said.includes("seen_waited"));
  const page = await candor.open(`dashboard.html#/brand/${shopOf("lumen").site}`);
  await page.waitForSelector("[data-test=course]");
  await candor.shot(page, "course");
  await page.close();
});

test("whose ads never end shows after a month, and only there", async () => {
  await day(34);
  await read("lampandledger.example/desk-light", "dailyherald.example/harbour-festival", "kurier-heute.example/wetter");
  const said = async (key) => (await belief(key, "learning"))?.findings.map(({ what }) => what.id) ?? [];
  assert.deepEqual([...new Set(await said("bramble"))], ["seen_after_month"]);
  assert.deepEqual(await said("kestrel"), []);
  const late = following("bramble").filter(({ time }) => time > candor.web.world.now() - DAY).map(({ publisher }) => publisher);
  assert.equal((await said("bramble")).length, new Set(late).size, "one vote of each publisher, as the ad systems know");
});

test("where Candor itself stopped the word of a purchase, an ad for the thing bought is held against nobody, and that is said", async () => {
  const shop = shopOf("northtrail");
  await (await candor.shop("northtrail")).close();
  await candor.tell({ type: "set", name: "mode", value: "balanced" });
  const page = await candor.visit(productUrl(shop, shop.products[0]));
  await buy(page, shop);
  await candor.settle();
  await page.close();
  await day(36);
  await read("lampandledger.example/bank-fees");
  assert.ok(following("northtrail").some(({ product }) => product === shop.products[0].id), "nobody was told, so it goes on");
  const { belief: stands, findings, words } = await until(() => belief("northtrail", "timing"), () => "a word on that");
  assert.deepEqual([stands, findings, words.id], [500, [], "silent_purchase_stopped"]);
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
});

test("what is older than the person chose goes by itself", async () => {
  await candor.tell({ type: "set", name: "keep_days", value: 14 });
  await day(37);
  const known = async () => (await candor.ask({ ask: "brands" })).rows.map(({ brand, visits, ads }) => [brand.site, visits, ads > 0]);
  // Of Kestrel Audio nothing is left but the choice.
  const left = [[shopOf("bramble").site, 0, true], [shopOf("kestrel").site, 0, false], [shopOf("lumen").site, 1, false]];
  const remembered = (rows) => rows.filter(([site]) => ["kestrel", "bramble", "lumen"].some((key) => shopOf(key).site === site)).sort();
  await until(async () => JSON.stringify(remembered(await known())) === JSON.stringify(left), () => "what is old to go");
  assert.equal((await candor.ask({ ask: "settings" })).settings.choices.length, 1, "a choice does not age");
  const { rows, times } = await logged();
  const horizon = candor.web.world.now() - 14 * DAY;
  for (const all of [rows, times]) assert.ok(all.length > 0 && all.every((time) => time > horizon - HOUR), `${new Date(Math.min(...all))}`);
});

test("the last hour is forgotten, and nothing before it", async () => {
  const [brands, before] = [await listed(), await logged()];
  const since = candor.web.world.now() - HOUR;
  await look("papertown");
  await read("cyclingpost.example/winter-tyres");
  assert.notDeepEqual(await listed(), brands);
  assert.ok((await logged()).rows.some((time) => time > since));
  await candor.tell({ type: "forget", forget: "since", time: since });
  const earlier = (times) => times.filter((time) => time < since);
  assert.deepEqual(await listed(), brands);
  const { rows, times } = await logged();
  assert.deepEqual(rows, earlier(before.rows));
  // The deletion itself is a fact, and what was said of settings is one.
  assert.deepEqual(earlier(times), earlier(before.times));
  assert.ok(times.filter((time) => time > since).length <= 2, `${times.filter((time) => time > since)}`);
});

test("a moment is forgotten with what was told of it later, and nothing else", async () => {
  const facts = async () => (await candor.ask({ ask: "export", what: "facts" })).text.trim().split("\n").slice(1).map((line) => JSON.parse(line));
  const before = await facts();
  // A place is a thousandth of the millisecond in which a fact came.
  const [late] = before.toSorted((a, b) => (b.seq - b.time * 1000) - (a.seq - a.time * 1000));
  assert.ok(late.seq / 1000 > late.time + 1, "something was told after its moment");
  await candor.tell({ type: "forget", forget: "between", from: late.time, to: late.time + 1 });
  const after = await facts();
  assert.deepEqual(after.slice(0, -1), before.filter(({ time }) => time !== late.time));
  await logged();
});

test("a deletion that the worker died over is finished when it wakes up", async () => {
  const before = await logged();
  const at = before.times[Math.floor(before.times.length / 2)];
  await candor.killWorker();
  // As it leaves the disk between what is remembered and the log.
  await candor.keeper.evaluate(async (due) => {
    const database = await new Promise((done) => { const opening = indexedDB.open("candor"); opening.onsuccess = () => done(opening.result); });
    const writing = database.transaction("state", "readwrite");
    writing.objectStore("state").put(due, "unlog");
    await new Promise((done) => { writing.oncomplete = done; });
    database.close();
  }, JSON.stringify([{ forget: "between", from: at - DAY, to: at + 1 }, at + 1]));
  const stays = (time) => time < at - DAY || time > at;
  const { rows, times } = await logged();
  assert.deepEqual([rows, times], [before.rows.filter(stays), before.times.filter(stays)]);
  assert.ok(times.length < before.times.length);
  assert.equal(await candor.stored("unlog"), undefined, "once");
});

test("where memory takes too much of the disk, who was not met for the longest makes room, and that is said", async () => {
  await candor.killWorker();
  // As large as no brand is: what counts is what was written of its size.
  await candor.keeper.evaluate(async () => {
    const through = (bytes, stream) => new Response(new Blob([bytes]).stream().pipeThrough(stream));
    const database = await new Promise((done) => { const opening = indexedDB.open("candor"); opening.onsuccess = () => done(opening.result); });
    const get = (key) => new Promise((done) => { const reading = database.transaction("state").objectStore("state").get(key); reading.onsuccess = () => done(reading.result); });
    const gist = JSON.parse(await get("gist:lumenandco.example"));
    const brand = await through(await get("brand:lumenandco.example"), new DecompressionStream("deflate")).text();
    Object.assign(gist.data, { site: "large.example" });
    Object.assign(gist.data.known, { bytes: 60e6, last: gist.data.known.last - 1 });
    const packed = new Uint8Array(await through(brand.replaceAll("lumenandco.example", "large.example"), new CompressionStream("deflate")).arrayBuffer());
    const writing = database.transaction("state", "readwrite");
    writing.objectStore("state").put(packed, "brand:large.example");
    writing.objectStore("state").put(JSON.stringify(gist), "gist:large.example");
    await new Promise((done) => { writing.oncomplete = done; });
    database.close();
  });
  const before = await met();
  assert.ok(before.includes("large.example"));
  await day(37.1);
  await until(async () => !(await met()).includes("large.example"), () => "room to be made");
  assert.deepEqual(await met(), before.filter((site) => site !== "large.example"), "and nothing else goes");
  const { made_room: [brands], settings } = await candor.ask({ ask: "settings" });
  assert.deepEqual([brands, settings.choices.length], [1, 1]);
  const page = await candor.open("dashboard.html#/settings", { width: 360, height: 800 });
  await page.locator("[data-test=made-room]").scrollIntoViewIfNeeded();
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faults(page), [], colorScheme);
    await candor.shot(page, `room-${colorScheme}`);
  }
  await page.close();
});
