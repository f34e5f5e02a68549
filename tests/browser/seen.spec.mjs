// What pages show by themselves reaches the record: what lies over them, what their forms want, and a typed
// address that leaves. Each beside a page that does not do so.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { shopOf } from "../web/shops.mjs";
import { Candor, until } from "./harness.mjs";

const EMAIL = "anna@example.org";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
});
after(() => candor.close());

/** What the record of a shop found, by principle. */
async function found(key, principle) {
  const { principles = [] } = await candor.ask({ ask: "brand", site: shopOf(key).site });
  return principles.filter(({ id }) => id === principle).flatMap(({ findings }) => findings.map(({ what }) => what.id));
}

const addressOf = (key, path) => `https://www.${shopOf(key).site}${path}`;

test("what lies over a page at once is seen, and what its form wants", async () => {
  for (const key of ["northtrail", "papertown"]) await (await candor.shop(key)).close();
  const page = await candor.visit(addressOf("northtrail", "/club"));
  await until(async () => (await found("northtrail", "restraint")).includes("seen_prompt"), () => "the prompt in the record");
  assert.ok((await found("northtrail", "minimisation")).includes("seen_demands"));
  await page.close();
  await (await candor.visit(addressOf("papertown", "/"))).close();
  assert.ok(!(await found("papertown", "restraint")).includes("seen_prompt"));
  assert.ok(!(await found("papertown", "minimisation")).includes("seen_demands"));
});

test("what a page had the browser ask for at the door is seen by the answer; what was asked later is not", async () => {
  const browser = candor.context.browser();
  const session = await browser.newBrowserCDPSession();
  // The browser's own prompt cannot be pressed from here: its answer is given as the debugger gives one.
  const answer = (key, name, setting) => session.send("Browser.setPermission", { origin: new URL(addressOf(key, "/")).origin, permission: { name }, setting });
  for (const [key, name, acts] of [["lumen", "notifications", false], ["brewhaus", "geolocation", true]]) {
    await answer(key, name, "prompt");
    const page = await candor.shop(key, { consent: null });
    if (acts) await page.mouse.wheel(0, 40);
    await candor.settle();
    await answer(key, name, "denied");
    await candor.settle();
    const seen = (await found(key, "restraint")).includes("seen_asked");
    assert.equal(seen, !acts, `${key}, ${name}`);
    await page.close();
  }
  await session.detach();
});

test("a checkout that wants no more than it needs is seen", async () => {
  const page = await candor.visit(addressOf("papertown", "/checkout"));
  await until(async () => (await found("papertown", "minimisation")).includes("seen_modest_checkout"), () => "the checkout in the record");
  await page.close();
});

const HASH = createHash("sha256").update(EMAIL).digest("hex");

/** The page tells an ad company who is there. */
async function tells(page, mark) {
  await page.evaluate((tell) => fetch(tell, { mode: "no-cors" }).catch(() => {}), `https://gum.criteo.com/sid/json?em=sha256_${HASH}&mark=${mark}`);
  await candor.settle();
}

/** The same in a packed body, as PostHog and others send what they saw. */
async function tellsPacked(page, mark) {
  await page.evaluate(async ([tell, text]) => {
    const packed = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip")));
    await fetch(tell, { method: "POST", mode: "no-cors", body: await packed.arrayBuffer() }).catch(() => {});
  }, [`https://gum.criteo.com/sid/json?mark=${mark}`, JSON.stringify({ user: { em: HASH } })]);
  await candor.settle();
}

/** Types an address into a shop's checkout as a person does; then the page tells an ad company of it. */
async function typed(key) {
  const page = await candor.visit(addressOf(key, "/checkout"));
  await page.locator("#order-form [name=email]").pressSequentially(EMAIL);
  await tells(page, "typed");
  return page;
}

const typedBefore = async () => (await found("northtrail", "minimisation")).includes("seen_typed_before");

test("a typed address is looked for only where that is switched on, and kept nowhere", async () => {
  await candor.tell({ type: "set", name: "research_log", value: true });
  await (await typed("northtrail")).close();
  assert.ok(!await typedBefore());
  await candor.tell({ type: "set", name: "typed", value: true });
  const page = await typed("northtrail");
  await until(typedBefore, () => "the typed address in the record");
  await page.close();
  await candor.ask({ ask: "settings" });
  const session = await candor.keeper.evaluate(async () => JSON.stringify(await chrome.storage.session.get()));
  const kept = session + await candor.onDisk();
  assert.match(kept, /gum\.criteo\.com\/sid\/json/, "the request is in the log");
  for (const form of ["anna@", "anna%40", HASH]) assert.ok(!kept.includes(form), form);
});

for (const forgets of [false, true]) {
  test(`what was typed is ${forgets ? "forgotten with the rest" : "found in every message"}`, async () => {
    const facts = async () => (await candor.ask({ ask: "export", what: "facts" })).text;
    const count = (text) => text.split('"type":"typed"').length - 1;
    const page = await typed("northtrail");
    await until(async () => count(await facts()) > 0, () => "the typed address in the log");
    if (forgets) await candor.tell({ type: "forget", forget: "everything" });
    const before = count(await facts());
    await tells(page, `later-${forgets}`);
    await tellsPacked(page, `packed-${forgets}`);
    const after = await until(async () => { const text = await facts(); return text.includes(`packed-${forgets}`) && text; }, () => "the later messages in the log");
    assert.equal(count(after) - before, forgets ? 0 : 2);
    await page.close();
  });
}

const NEWS = "https://www.dailyherald.example/harbour-festival";

/** What Prebid keeps of an offer that won a slot, as its documentation describes it, for a page that tells how often it is asked. */
function prebid() {
  const meta = {
    advertiserDomains: ["claimed.example"], brandName: "Claimed Boots", networkName: "North Exchange", mediaType: "banner",
    dsa: { behalf: "Claimed Ltd", paid: "Claimed Ltd", adrender: 1, transparency: [{ domain: "bidder.example", dsaparams: [1, 2] }] },
    get agencyName() { window.pbjs.asked.push("agencyName"); return "Trap"; },
  };
  const bid = { bidderCode: "rubicon", adId: "47ef1a", adUnitCode: "ad-top", cpm: 1.2, status: "rendered", meta };
  window._pbjsGlobals = ["pbjs"];
  window.pbjs = { asked: [], getAllWinningBids() { this.asked.push("bids"); return [bid]; } };
  document.addEventListener("DOMContentLoaded", () => window.googletag?.cmd.push(() => {
    window.googletag.pubads().getSlots().find((slot) => slot.getSlotElementId() === "ad-top").setTargeting("hb_adid", "47ef1a");
  }));
}

/** What an ad itself states, by phrase. */
const stated = ({ explanation }) => explanation.evidence.filter(({ what }) => what.id === "step_states")
  .map(({ what: { args: [{ phrase: { id, args = [] } }] } }) => [id, args[0]?.text]);

/** A visit to the news: what its ads state, how often its Prebid was asked, and all that stands in the page's own world. */
async function visitNews(enough) {
  const page = await candor.context.newPage();
  await page.addInitScript(prebid);
  await page.goto(NEWS);
  await candor.settle();
  const ads = await candor.adsOn(page, 3);
  const whys = await until(async () => {
    const whys = await Promise.all(ads.map(({ ad }) => candor.why(ad)));
    return enough(whys) && whys;
  }, () => "what the ads state");
  const world = await page.evaluate(() => ({
    asked: window.pbjs.asked,
    globals: Object.getOwnPropertyNames(window).sort(),
    tools: [window.googletag, window.pbjs].map((tool) => Object.getOwnPropertyNames(tool)),
    scripts: [...document.scripts].map((script) => script.src || script.textContent),
  }));
  await page.close();
  return { whys, ...world };
}

test("what a page's ad tools say is read only where the person wants the detail, and nothing there changes", async () => {
  const off = await visitNews(() => true);
  assert.deepEqual([off.asked, off.whys.flatMap(stated)], [[], []], "nobody asks");
  await candor.tell({ type: "set", name: "detail", value: true });
  const on = await visitNews((whys) => whys.flatMap(stated).some(([id]) => id === "states_bidder"));
  await candor.tell({ type: "set", name: "detail", value: false });
  assert.ok(on.asked.length > 0 && on.asked.every((what) => what === "bids"), `only the offers, and no getter runs: ${on.asked}`);
  for (const what of ["globals", "tools", "scripts"]) assert.deepEqual(on[what], off[what], `the page's ${what} are as they were`);
  const top = on.whys.find((why) => stated(why).some(([id]) => id === "states_bidder"));
  const said = Object.fromEntries(stated(top));
  assert.match(said.states_booked, /^45\d{8}\/288\d{7}\/590\d{7}$/);
  assert.deepEqual({ ...said, states_booked: "" }, {
    states_advertiser: "Claimed Boots", states_behalf: "Claimed Ltd", states_bidder: "rubicon", states_network: "North Exchange",
    states_paid: "Claimed Ltd", states_profiling: "dsa 1_2", states_booked: "",
  });
  assert.notEqual(top.row.brand?.site, "claimed.example", "where an ad leads is stronger than what the page says");
  assert.equal(on.whys.filter((why) => stated(why).some(([id]) => id === "states_booked")).length, 2, "both slots of Google's tag");
});
