// Newer filter lists: asked for when they are due or somebody presses, taken whole or not at all, never asked
// for where that is switched off; and the only request that Candor makes by itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { LISTS, later, listText } from "../web/lists.mjs";
import { redirect } from "../web/http.mjs";
import { Candor, until } from "./harness.mjs";

const NEWS = "https://www.dailyherald.example/harbour-festival";
const ADDRESSES = LISTS.map((number) => `https://filters.adtidy.org/extension/chromium-mv3/filters/${number}.txt`);

/** A host that lists come to stop, one that they no longer do, and a path of that kind. */
const NEW = "https://brand-new-tracker.example/x.png";
const GONE = "https://zestyhorizon.com/x.png";
const GONE_PATH = "https://www.papertown.example/wp-content/plugins/noti-blocker/js/blocker.js";

let candor, texts, news;
before(async () => {
  texts = new Map(await Promise.all(LISTS.map(async (number) => [number, await listText(number)])));
  candor = await Candor.start();
  await candor.welcome({ mode: "strict" });
  await until(async () => (await rules()).rulesets.includes("strict"), () => "the strict rules");
  news = await candor.visit(NEWS);
});
after(() => candor.close());

const served = (body) => ({ status: 200, type: "text/plain; charset=utf-8", body });

/** What the browser has of rules. */
const rules = () => candor.keeper.evaluate(async () => {
  const of = chrome.declarativeNetRequest;
  const [rulesets, dynamic, off] = await Promise.all([of.getEnabledRulesets(), of.getDynamicRules(), of.getDisabledRuleIds({ rulesetId: "strict" })]);
  return { rulesets, dynamic: dynamic.length, off: off.length };
});

/** Which of these addresses a page gets. */
const gets = (...urls) => news.evaluate((urls) => Promise.all(urls.map((url) => fetch(url, { mode: "no-cors" }).then(() => true, () => false))), urls);

/** What was asked of the lists' server since. */
const asked = (from) => candor.web.world.requests.slice(from).filter(({ url }) => url.includes("adtidy"));

const settings = () => candor.ask({ ask: "settings" });

/** Says that newer lists are due, and lets the clock tick; both outlive the worker that is ended for it. */
async function due() {
  await candor.keeper.evaluate(() => chrome.storage.local.set({ lists: JSON.stringify({ since: 0 }) }));
  await candor.cutWorker();
  await candor.keeper.evaluate(() => chrome.alarms.create("tick", { when: Date.now(), periodInMinutes: 1 }));
}

test("what is not the whole newer list changes nothing, and the page says why", async () => {
  const first = texts.get(LISTS[0]);
  const { knowledge, lists } = await settings();
  assert.deepEqual([lists.tried, lists.newer], [undefined, undefined], "nobody was asked before");
  const inForce = await rules();
  const page = await candor.open("dashboard.html#/settings");
  for (const [reply, why] of [
    [undefined, "lists_status"],
    [redirect("https://www.dailyherald.example/"), "lists_unreachable"],
    [served("<!doctype html><title>Sign in to this network</title>"), "lists_other"],
    [served(first.slice(0, first.length >> 1)), "lists_cut"],
    [served(first.replaceAll("||", "@@||")), "lists_cut"],
    [served(later(first, (text) => text.slice(0, 200_000))), "lists_count"],
    [served("!".repeat((16 << 20) + 1)), "lists_too_long"],
  ]) {
    // How many rules there are is known when all were read; all else when the first was.
    const other = (number) => served(why === "lists_count" ? texts.get(number) : "");
    candor.web.world.lists = (number) => (number === LISTS[0] ? reply : other(number));
    const answer = await candor.ask({ ask: "lists" });
    assert.deepEqual([answer.answer, answer.why.id, answer.why.args[0]?.text ?? answer.why.args[0]?.value], ["failed", why, "AdGuard Base"], JSON.stringify(answer));
    const now = await settings();
    assert.deepEqual([now.knowledge, now.lists.newer, now.lists.trouble.id], [knowledge, undefined, why]);
  }
  assert.deepEqual(await rules(), inForce);
  await page.waitForFunction(() => document.querySelector("[data-test=lists-tried]")?.textContent.includes("far too long for this list: AdGuard Base"));
  candor.web.world.lists = undefined;
  await page.click("[data-test=lists-check]");
  await page.waitForFunction(() => document.querySelector("[data-test=lists-tried]")?.textContent.includes("did not have this list: AdGuard Base"));
  assert.match(await page.textContent("[data-test=lists-age]"), /20 Mar 2026|Mar 20, 2026/);
  await page.close();
});

test("newer lists that are due are taken whole: page, browser and answers follow, and a new worker too", async () => {
  assert.deepEqual(await gets(NEW, GONE, GONE_PATH), [true, false, false]);
  const { knowledge } = await settings();
  const changed = {
    [LISTS[0]]: (text) => text.replace(/^\/wp-content\/plugins\/noti-blocker\/js\/blocker\.js\r?\n/m, ""),
    [LISTS[1]]: (text) => `${text.replace(/^\|\|zestyhorizon\.com\^\r?\n/m, "")}\n||brand-new-tracker.example^\n`,
  };
  const newer = new Map(LISTS.map((number) => [number, later(texts.get(number), changed[number] ?? String)]));
  candor.web.world.lists = (number) => served(newer.get(number));
  const from = candor.web.world.requests.length;
  await due();
  const { lists, knowledge: after } = await until(async () => {
    const view = await settings();
    return view.lists.newer && view;
  }, () => "newer lists", 60_000);
  assert.notEqual(after, knowledge);
  assert.ok(lists.newer[0] > 100_000 && lists.trouble === undefined, JSON.stringify(lists));
  assert.equal(lists.newer[2], 0, "all of it fits");
  assert.deepEqual(asked(from).map(({ method, url, cookies }) => ({ method, url, cookies })), ADDRESSES.map((url) => ({ method: "GET", url, cookies: 0 })));
  const follows = () => gets(NEW, GONE, GONE_PATH).then((got) => String(got) === "false,true,true");
  await until(follows, () => "the browser's rules to follow");
  const { dynamic, off } = await rules();
  assert.deepEqual({ dynamic, off }, { dynamic: 2, off: 1 });
  await candor.killWorker();
  assert.equal((await settings()).knowledge, after);
  assert.ok(await follows());
  // What a page gets is what its popup says.
  const quiet = await candor.visit("https://www.papertown.example/");
  const tab = await candor.tabOf(quiet);
  const blocked = async () => (await candor.ask({ ask: "popup", tab })).blocked;
  assert.equal(await blocked(), 0);
  await quiet.evaluate((url) => fetch(url, { mode: "no-cors" }).catch(() => {}), NEW);
  await until(async () => (await blocked()) === 1, () => "the popup to say that it was stopped");
  await quiet.close();
});

test("in another mode their rules go, and come back with it", async () => {
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
  await until(async () => (await rules()).dynamic === 0 && (await gets(NEW))[0], () => "nothing to be stopped");
  await candor.tell({ type: "set", name: "mode", value: "strict" });
  await until(async () => (await rules()).dynamic === 2 && !(await gets(NEW))[0], () => "it to be stopped again");
});

test("switched off, nothing is asked; and nothing else ever is", async () => {
  await candor.tell({ type: "set", name: "lists", value: false });
  const from = candor.web.world.requests.length;
  await due();
  await settings();
  await candor.settle();
  // The worker's own requests, as the browser tells them to it.
  await candor.worker().evaluate(() => {
    globalThis.own = [];
    chrome.webRequest.onBeforeRequest.addListener(({ initiator, url }) => { if (initiator === location.origin) globalThis.own.push(url); }, { urls: ["http://*/*", "https://*/*"] });
  });
  const page = await candor.shop("northtrail");
  const popup = await candor.popupFor(page);
  const dashboard = await candor.open("dashboard.html#/settings");
  await candor.settle();
  for (const open of [popup, dashboard, page]) await open.close();
  assert.deepEqual(asked(from), []);
  assert.deepEqual(await candor.worker().evaluate(() => globalThis.own), []);
  // That it would have been seen: somebody presses.
  candor.web.world.lists = undefined;
  assert.equal((await candor.ask({ ask: "lists" })).why.id, "lists_status");
  assert.deepEqual(await candor.worker().evaluate(() => globalThis.own), ADDRESSES.slice(0, 1));
  // Nothing but the lists can be reached on their server, whoever tries.
  const reached = await candor.worker().evaluate(() => Promise.all(
    ["", "extension/chromium-mv3/filters/1.txt", "extension/chromium-mv3/filters/2.txt/x"].map((path) => fetch(`https://filters.adtidy.org/${path}`).then(() => true, () => false)),
  ));
  assert.deepEqual(reached, [false, false, false]);
});
