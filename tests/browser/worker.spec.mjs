// The worker's own promises: rules are in line after every wake, losses are counted, deletions reach the log.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Candor, until } from "./harness.mjs";
import { replay } from "./replay.mjs";

const SHOP = "northtrail.example";
const NEWS = "https://www.dailyherald.example/harbour-festival";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome({ log: true });
});
after(() => candor.close());

const facts = async () => (await candor.ask({ ask: "export", what: "facts" })).text.trim().split("\n");

test("rules that were lost are back after the next wake", async () => {
  await candor.tell({ type: "decided", scope: { type: "brand", brand: SHOP }, choice: "quiet" });
  await candor.tell({ type: "set", name: "mode", value: "balanced" });
  const rules = () => candor.keeper.evaluate(async () => ({
    dynamic: await chrome.declarativeNetRequest.getDynamicRules(),
    enabled: await chrome.declarativeNetRequest.getEnabledRulesets(),
  }));
  const wanted = await rules();
  assert.ok(wanted.dynamic.length > 0, "rules for a quiet brand");
  assert.deepEqual(wanted.enabled, ["balanced"]);
  await candor.keeper.evaluate(async ([first, ...others]) => {
    await chrome.declarativeNetRequest.updateDynamicRules({
      removeRuleIds: [first, ...others].map((rule) => rule.id),
      addRules: [{ ...first, priority: 7 }, { id: 999_999, action: { type: "block" }, condition: { urlFilter: "||stray.example^" } }],
    });
    await chrome.declarativeNetRequest.updateEnabledRulesets({ enableRulesetIds: ["strict"], disableRulesetIds: ["balanced"] });
  }, wanted.dynamic);
  await candor.killWorker();
  await candor.ask({ ask: "settings" });
  // What waited for the worker comes before its rules; thousands of hosts: a difference is not for reading.
  await until(async () => isDeepStrictEqual(await rules(), wanted), () => "the rules to be as they were");
  await candor.tell({ type: "decided", scope: { type: "brand", brand: SHOP } });
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
  assert.deepEqual(await rules(), { dynamic: [], enabled: [] });
});

test("what was kept of the bundle is taken from it anew where it is broken", async () => {
  // The size of what lies there, and with `broken` what from now on lies there instead.
  const kept = (broken) => candor.keeper.evaluate((broken) => new Promise((done, failed) => {
    const opening = indexedDB.open("pack");
    opening.onsuccess = () => {
      const [name, store] = [chrome.runtime.getManifest().version_name, opening.result.transaction("pack", "readwrite").objectStore("pack")];
      const reading = store.get(name);
      reading.onsuccess = () => broken && store.put({ both: new Blob([broken]), pack: 8 }, name);
      store.transaction.oncomplete = () => { opening.result.close(); done(reading.result?.both.size); };
      store.transaction.onabort = () => failed(store.transaction.error);
    };
  }), broken);
  const size = await kept("neither a pack nor code");
  assert.ok(size > 1_000_000, `${size}`);
  await candor.killWorker();
  assert.equal((await candor.ask({ ask: "settings" })).answer, "settings");
  await until(async () => (await kept()) === size, () => "both to be kept again");
});

test("an export begins with what was known, and its facts rise", async () => {
  await (await candor.shop("northtrail")).close();
  const [start, ...lines] = await facts();
  assert.equal(JSON.parse(start).schema, "candor.facts/2");
  const seqs = lines.map((line) => JSON.parse(line).seq);
  assert.ok(seqs.length > 10);
  assert.deepEqual(seqs, [...new Set(seqs)].sort((a, b) => a - b));
  const { facts: counted } = await candor.ask({ ask: "settings" });
  assert.equal(counted, lines.length);
});

test("what comes after the end of a tab brings nothing of it back", async () => {
  // The worker has its hands full when the tab ends, so that requests end, and the page says its last, behind the end.
  for (let times = 0; times < 2; times += 1) {
    const news = await candor.visit(NEWS);
    await candor.adsOn(news, 3);
    await news.evaluate(() => { for (let i = 0; i < 400; i += 1) fetch(`/nothing-${i}`).catch(() => {}); });
    await news.close();
  }
  await candor.killWorker();
  const [, ...told] = (await facts()).map((line) => JSON.parse(line));
  const closed = told.findLast(({ what }) => what.state === "closed");
  assert.ok(told.some(({ tab, what }) => tab === closed.tab && what.state === "shown"), "the last of the log's tabs was a page");
  assert.equal(told.findLast(({ tab }) => tab === closed.tab), closed);
  const kept = await candor.keeper.evaluate(async () => Object.keys(await chrome.storage.session.get()));
  assert.ok(!kept.includes(`tab:${closed.tab}`), kept.join());
  const active = (text) => JSON.parse(text.trim().split("\n").at(-1)).active_ms;
  const { text } = await candor.ask({ ask: "export", what: "sightings_full" });
  assert.equal(active(text), active(await replay((await facts()).join("\n"))), "and no time counts twice");
});

test("what an unfair kill loses is counted", async () => {
  const gaps = async () => (await candor.ask({ ask: "log" })).denominators.gaps;
  const before = await gaps();
  const news = await candor.visit(NEWS);
  // Requests keep coming while the worker is stopped in the middle of taking them; where it had just
  // written all that it took, nothing is lost, and it is stopped again.
  await until(async () => {
    await news.evaluate(() => { for (let i = 0; i < 300; i += 1) new Image().src = `https://www.facebook.com/tr/?id=1&ev=PageView&n=${Math.random()}`; });
    await candor.cdp.send("ServiceWorker.stopAllWorkers");
    return (await gaps()) > before;
  }, () => "a counted gap", 60_000);
  await news.close();
});

test("a forgotten product is named nowhere, and another one of the shop stays", async () => {
  const [gone, stays] = [/trail.boots|NT-118/i, /ridge.jacket|NT-204/i];
  await (await candor.shop("northtrail", { item: 1 })).close();
  const told = async () => [JSON.stringify(await candor.ask({ ask: "brand", site: SHOP })), (await facts()).join("\n")];
  for (const text of await told()) for (const product of [gone, stays]) assert.match(text, product);
  const page = await candor.open(`dashboard.html#/brand/${SHOP}`);
  await page.locator("[data-test=thing]", { hasText: "Trail Boots" }).locator("[data-test=forget-product]").click();
  await until(async () => (await page.locator("[data-test=thing]").count()) === 1, () => "one product to be left");
  await page.close();
  for (const text of await told()) {
    assert.doesNotMatch(text, gone);
    assert.match(text, stays);
  }
});

test("a forgotten site is named nowhere in the log", async () => {
  assert.ok((await facts()).some((line) => line.includes(SHOP)));
  await candor.tell({ type: "forget", forget: "site", site: SHOP });
  const left = await facts();
  assert.deepEqual(left.filter((line) => line.includes(SHOP)), []);
  assert.ok(left.some((line) => line.includes("dailyherald.example")), "other sites stay");
  assert.ok(left.some((line) => JSON.parse(line).what?.why === "forgotten"), "the gap is said");
  await candor.tell({ type: "forget", forget: "everything" });
  const [start, ...none] = (await facts()).map((line) => JSON.parse(line));
  assert.doesNotMatch(JSON.stringify(start.tabs), /example/, "and no page was open");
  assert.deepEqual(none.map(({ what }) => what), [{ type: "forget", forget: "everything" }], "no brand was known when it began, and only that everything was forgotten is left");
});

test("what lists say of brands that an earlier Candor left without a gist is read by and by, and is the same", async () => {
  await (await candor.shop("papertown")).close();
  const list = async () => candor.ask({ ask: "brands" });
  const before = await list();
  assert.ok(before.rows.length > 0 && before.extent.unread === 0);
  await candor.killWorker();
  const gists = (act) => candor.keeper.evaluate((act) => new Promise((done, failed) => {
    const opening = indexedDB.open("candor");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const asking = opening.result.transaction("state", "readwrite").objectStore("state")[act](IDBKeyRange.bound("gist:", "gist:\uffff"));
      asking.onsuccess = () => { opening.result.close(); done(asking.result); };
    };
  }), act);
  const stored = await gists("count");
  assert.ok(stored > 0);
  await gists("delete");
  assert.equal(await gists("count"), 0);
  assert.ok((await list()).extent.unread > 0, "it is said that some are still to be read");
  await until(async () => (await list()).extent.unread === 0, () => "all to be read");
  assert.deepEqual((await list()).rows, before.rows);
  await until(async () => await gists("count") === stored, () => "what was read to be kept");
});

test("a log that begins late begins with what was known, also where an earlier Candor began it", async () => {
  const logs = (value) => candor.tell({ type: "set", name: "research_log", value });
  // Changes what lies of the log under these keys: to a text, or to nothing.
  const lay = (texts) => candor.keeper.evaluate((texts) => new Promise((done, failed) => {
    const opening = indexedDB.open("candor");
    opening.onsuccess = () => {
      const writing = opening.result.transaction(["state", "facts", "rows"], "readwrite");
      const state = writing.objectStore("state");
      for (const prefix of ["facts_", "then"]) state.delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`));
      if (!texts) for (const name of ["facts", "rows"]) writing.objectStore(name).clear();
      for (const [key, text] of Object.entries(texts ?? {})) state.put(text, key);
      writing.oncomplete = () => { opening.result.close(); done(); };
      writing.onabort = () => failed(writing.error);
    };
  }), texts);
  const begin = async () => (await facts()).map((line) => JSON.parse(line)).filter(({ what }) => !what);
  await logs(false);
  await candor.killWorker();
  await lay();
  await logs(true);
  const [start, ...brands] = await begin();
  assert.deepEqual([start.schema, brands.map(({ data }) => data.site)], ["candor.facts/2", ["papertown.example"]]);
  // One that was known changes, and one comes that was not.
  for (const shop of ["papertown", "northtrail"]) await (await candor.shop(shop, { item: 1 })).close();
  const news = await candor.visit(NEWS);
  await candor.adsOn(news, 3);
  await news.close();
  assert.deepEqual(await begin(), [start, ...brands], "what was known is as it was");
  // What a closed page says last may come between the two.
  const replays = () => until(async () => await replay((await facts()).join("\n")) === (await candor.ask({ ask: "export", what: "sightings_full" })).text, () => "the log to replay to the rows");
  await replays();
  await candor.killWorker();
  const count = await candor.stored("facts_count");
  // As texts: a number may be larger than JavaScript's.
  const [first, ...then] = (await facts()).filter((line) => !JSON.parse(line).what);
  const known = then.map((line, at) => `"${brands[at].data.site}":${line.slice('{"v":1,"data":'.length, -1)}`);
  await lay({ facts_start: first.replace("candor.facts/2", "candor.facts/1").replace(/\}$/, `,"brands":{${known}}}`), facts_count: count });
  assert.deepEqual(await begin(), [start, ...brands]);
  await replays();
  await candor.tell({ type: "forget", forget: "site", site: "papertown.example" });
  assert.doesNotMatch((await facts()).join("\n"), /papertown/);
});
