// What the person says takes effect at once, everywhere, survives the worker's death and can be taken back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { imageUrl, productUrl, shopOf } from "../web/shops.mjs";
import { Candor, faults, until } from "./harness.mjs";

const SHOP = "northtrail.example";
const NEWS = "https://www.dailyherald.example/harbour-festival";
const told = (system) => candor.web.world.told.filter((t) => t.shop === SHOP && t.system === system).length;
const brand = (choice) => ({ type: "decided", scope: { type: "brand", brand: SHOP }, choice });

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
});
after(() => candor.close());

/** Opens the shop once more and counts what it got to tell. */
async function tells(system) {
  const from = told(system);
  await (await candor.shop("northtrail")).close();
  return told(system) > from;
}

test("quiet: the shop tells no ad company any more, and shopping goes on", async () => {
  assert.equal(await tells("criteo"), true);
  const { undo } = await candor.tell(brand("quiet"));
  assert.equal(await tells("criteo"), false);
  await candor.killWorker();
  assert.equal(await tells("criteo"), false, "after the worker died");
  await candor.restartBrowser();
  assert.equal(await tells("criteo"), false, "after the browser was opened again");
  await candor.tell(undo);
  assert.equal(await tells("criteo"), true, "after it was taken back");
});

test("balanced stops the telling, and an allowed brand may tell again", async () => {
  await candor.tell({ type: "set", name: "mode", value: "balanced" });
  assert.equal(await tells("criteo"), false);
  assert.equal(await tells("google_ads"), false);
  const { undo } = await candor.tell(brand("allow"));
  assert.equal(await tells("criteo"), true);
  await candor.tell(undo);
  assert.equal(await tells("criteo"), false);
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
});

test("a word about a company counts on every site", async () => {
  const criteo = { type: "decided", scope: { type: "company", company: "Criteo" }, choice: "block" };
  const { undo } = await candor.tell(criteo);
  assert.equal(await tells("criteo"), false);
  assert.equal(await tells("google_ads"), true);
  await candor.tell(undo);
  assert.equal(await tells("criteo"), true);
});

test("a pause lets everything through on its site, and ends", async () => {
  await candor.tell({ type: "set", name: "mode", value: "balanced" });
  await candor.tell({ type: "paused", site: SHOP, pause: { until: Date.now() + 3_600_000 } });
  assert.equal(await tells("criteo"), true);
  await candor.tell({ type: "paused", site: SHOP });
  assert.equal(await tells("criteo"), false);
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
});

test("strict: ads are not delivered, and that is counted", async () => {
  await candor.tell({ type: "set", name: "mode", value: "strict" });
  const shown = candor.web.world.truth.length;
  const news = await candor.visit(NEWS);
  assert.equal(candor.web.world.truth.length, shown);
  const { blocked } = await candor.ask({ ask: "popup", tab: await candor.tabOf(news) });
  assert.ok(blocked > 0);
  await news.close();
  await candor.tell({ type: "set", name: "mode", value: "show_me" });
});

/** The ad of the shop on the news page. */
async function adOfShop() {
  await (await candor.shop("northtrail")).close();
  const news = await candor.visit(NEWS);
  const ad = (await candor.adsOn(news, 3)).find((ad) => ad.brand?.site === SHOP);
  assert.ok(ad, "the shop's ad is there");
  return { news, ad };
}

for (const [name, correction] of [["not why", { type: "not_why" }], ["bought", { type: "already_bought" }], ["wrong brand", { type: "wrong_brand" }]]) {
  test(`the correction “${name}” changes the answer and is taken back`, async () => {
    const { news, ad } = await adOfShop();
    const before = await candor.why(ad.ad);
    const { undo } = await candor.tell({ type: "corrected", ad: ad.ad, brand: SHOP, correction });
    await candor.killWorker();
    const after = await until(async () => {
      const answer = await candor.why(ad.ad);
      return JSON.stringify(answer.explanation) !== JSON.stringify(before.explanation) && answer;
    }, () => "another answer");
    if (correction.type === "not_why") assert.ok(after.explanation.probability < before.explanation.probability);
    await candor.tell(undo);
    await candor.killWorker();
    const again = await candor.why(ad.ad);
    assert.deepEqual([again.explanation.reason, again.explanation.band], [before.explanation.reason, before.explanation.band]);
    await news.close();
  });
}

/** Where everything on a page stands that is no ad. */
const layout = (page) => page.evaluate(() => [...document.querySelectorAll("header, main, article, article > *, aside, aside > *")].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  return [element.tagName, x, y + scrollY, width, height].join(" ");
}));
const seen = (locator) => locator.evaluate((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
/** Candor's one element in a page: the labels and notes are inside. */
const onOurs = (page) => page.evaluate(() => document.activeElement?.parentElement === document.documentElement && document.activeElement.tagName === "DIV");

test("where a note is wanted, a hidden ad keeps its room, and is shown this once by keyboard, without a word about its brand", async () => {
  const { news } = await adOfShop();
  // A page that gets short enough loses its scroll bar: not what is looked for.
  const barred = () => news.evaluate(() => { document.documentElement.style.overflowY = "scroll"; });
  await barred();
  const before = await layout(news);
  await candor.tell({ type: "set", name: "notes", value: true });
  // Each load may bring ads of others.
  const hideAll = async () => {
    for (const { brand } of await candor.adsOn(news, 3)) await candor.tell({ type: "decided", scope: { type: "brand", brand: brand.site }, choice: "hide" });
  };
  await hideAll();
  const notes = await candor.labelsOn(news, 3, "note");
  assert.deepEqual(await layout(news), before, "nothing moved");
  assert.equal(await seen(news.locator("#ad-top iframe")), false);

  // What the page could get at is the same for every ad; the name stands in a frame of Candor's.
  assert.equal(new Set(notes.map(({ html, width, height }) => [html.replace(/ (style|src)="[^"]*"/g, ""), width, height].join())).size, 1, "one note like the other");
  assert.doesNotMatch(notes[0].html, /northtrail/i);
  assert.equal(await news.evaluate(() => find("Northtrail")), false, "the page finds no name");
  const says = async (frame) => (await frame.textContent("h1")).trim();
  const named = await until(async () => {
    for (const frame of news.frames().filter((frame) => frame.url().includes("/note.html"))) if (/^Ad by Northtrail hidden$/.test(await says(frame))) return frame;
  }, () => "the brand's name in a note");
  for (const colorScheme of ["light", "dark"]) {
    await news.emulateMedia({ colorScheme });
    assert.deepEqual(await faults(named), [], colorScheme);
    await candor.shot(news, `note-${colorScheme}`);
  }

  const { settings } = await candor.ask({ ask: "settings" });
  await news.bringToFront();
  const top = news.locator("#ad-top iframe");
  await news.locator("article").click();
  for (let presses = 0; presses < 40 && !(await onOurs(news)); presses += 1) await news.keyboard.press("Tab");
  assert.ok(await onOurs(news), "Tab reaches the note");
  await news.keyboard.press("Enter");
  await until(async () => (await candor.labels(news, "note")).length === 2, () => "one ad to be shown");
  await until(() => onOurs(news), () => "the focus on its label");
  assert.deepEqual((await candor.ask({ ask: "settings" })).settings, settings, "no word was changed");
  await news.reload();
  await barred();
  await candor.settle();
  await hideAll();
  await candor.labelsOn(news, 3, "note");

  await candor.tell({ type: "set", name: "notes", value: false });
  await until(() => top.isHidden(), () => "the place to close up");
  // Beside a column that got shorter the text may, too; nothing goes anywhere else.
  const place = (row) => row.split(" ").slice(0, 4).join(" ");
  const kept = (rows) => rows.filter((row) => !/^(DIV|INS|IFRAME) /.test(row)).map(place);
  assert.deepEqual(kept(await layout(news)), kept(before), "the page around it stands as before");
  assert.ok(await news.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  for (const [scope] of (await candor.ask({ ask: "settings" })).settings.choices) await candor.tell({ type: "decided", scope });
  await until(async () => (await layout(news)).join() === before.join(), () => "the page as it was");
  await news.close();
});

for (const [choice, tellsOn, shows] of [["block", false, false], ["ask", true, true]]) {
  test(`${choice}: the shop ${tellsOn ? "tells" : "does not tell"} ad companies, and its ads are ${shows ? "shown" : "hidden"}`, async () => {
    const { news } = await adOfShop();
    await candor.tell(brand(choice));
    const ad = news.locator("#ad-top iframe");
    await until(async () => (await seen(ad)) === shows, () => `the ad to be ${shows ? "there" : "gone"}`);
    assert.equal(await tells("criteo"), tellsOn);
    await candor.settle();
    assert.equal(await seen(ad), shows);
    await candor.tell(brand(null));
    await until(() => seen(ad), () => "the ad to be there again");
    await news.close();
  });
}

/** A picture of the shop's boots, linked through an ad company, as a portal's own shopping section counts its clicks. */
const teaser = ({ to, picture }) => {
  const link = document.createElement("a");
  link.id = "teaser";
  link.href = `https://cat.nl3.eu.criteo.com/delivery/ck.php?cppv=3&cpp=abcdefgh&maxdest=${encodeURIComponent(to)}`;
  link.innerHTML = `<img width="300" height="250" alt="Trail Boots" src="${picture}">`;
  document.querySelector("main").append(link);
};

test("a shop's own pictures and a portal's own shopping section stay, whatever was said of the brand", async () => {
  const { undo } = await candor.tell(brand("hide"));
  const shop = shopOf("northtrail");
  const [item] = shop.products;
  const shows = async (page) => {
    await page.bringToFront();
    await page.evaluate(teaser, { to: productUrl(shop, item), picture: imageUrl(shop, item) });
    await page.locator("#teaser").scrollIntoViewIfNeeded();
    await candor.settle();
    return () => seen(page.locator("#teaser"));
  };
  const news = await candor.visit(NEWS);
  const elsewhere = await shows(news);
  await until(async () => !(await elsewhere()), () => "it to be hidden where it is an ad");
  const own = await candor.shop("northtrail");
  assert.equal(await (await shows(own))(), true, "the shop's own");
  const gone = await own.locator("img").evaluateAll((all) => all.filter((one) => !one.checkVisibility()).map((one) => one.src));
  assert.deepEqual(gone, [], "every picture of the shop's is there");
  await Promise.all([news.close(), own.close()]);
  await candor.tell(undo);
});

/** The ways by which a page can tell somebody something; `to` is the address with the way's name. */
const WAYS = {
  image: (to) => { new Image().src = to; },
  beacon: (to) => navigator.sendBeacon(to),
  fetch: (to) => fetch(to, { mode: "no-cors" }).catch(() => {}),
  socket: (to) => { new WebSocket(to.replace("https:", "wss:")).onerror = () => {}; },
  redirect: (to) => { new Image().src = `/go?to=${encodeURIComponent(to)}`; },
  frame: (to) => document.body.append(Object.assign(document.createElement("iframe"), { src: to })),
  own_frame: (to) => document.body.append(Object.assign(document.createElement("iframe"), { src: `/frame?calls=${encodeURIComponent(to)}` })),
  service_worker: async (to) => {
    await navigator.serviceWorker.register("/worker.js");
    (await navigator.serviceWorker.ready).active.postMessage(to);
  },
};
const WAY = "https://sslwidget.criteo.com/event?a=48213&way=";

/** Which ways reach Criteo from a page of the shop, and how many calls the page's view counts as stopped. */
async function ways() {
  const { requests } = candor.web.world;
  const from = requests.length;
  const page = await candor.visit(`https://www.${SHOP}/`);
  const stopped = async () => (await candor.ask({ ask: "popup", tab: await candor.tabOf(page) })).blocked;
  const before = await stopped();
  for (const [name, way] of Object.entries(WAYS)) await page.evaluate(`(${way})(${JSON.stringify(WAY + name)})`);
  await candor.settle();
  const arrived = new Set(requests.slice(from).map(({ url }) => /[?&]way=(\w+)/.exec(url)?.[1]).filter(Boolean));
  const blocked = (await stopped()) - before;
  await page.close();
  return { arrived: [...arrived].sort(), blocked };
}

test("quiet holds on every way out of the brand's pages: frames, redirects, service workers and web sockets", async () => {
  assert.deepEqual(await ways(), { arrived: Object.keys(WAYS).sort(), blocked: 0 });
  const { undo } = await candor.tell(brand("quiet"));
  const { arrived, blocked } = await ways();
  assert.deepEqual(arrived, []);
  // No tab owns what a service worker asks for; all else is told as the browser did it.
  assert.equal(blocked, Object.keys(WAYS).length - 1);
  await candor.tell(undo);
});

test("what can still leak under quiet is what README says: a frame of an unknown company that sends on", async () => {
  const { undo } = await candor.tell(brand("quiet"));
  const page = await candor.visit(`https://www.${SHOP}/`);
  const by = async (host) => {
    const from = candor.web.world.requests.length;
    await page.evaluate(({ host, to }) => document.body.append(Object.assign(document.createElement("iframe"), { src: `https://${host}/frame?calls=${encodeURIComponent(to)}` })), { host, to: `${WAY}nested` });
    await candor.settle();
    return candor.web.world.requests.slice(from).some(({ url }) => url.includes("way=nested"));
  };
  assert.equal(await by("www.papertown.example"), true, "the frame is its initiator, not the page");
  assert.equal(await by("gum.criteo.com"), false, "an ad company's own frame does not load at all");
  await page.close();
  await candor.tell(undo);
});

for (const [name, end] of [["the worker was killed", (candor) => candor.cutWorker()], ["the browser was closed", (candor) => candor.cutBrowser()]]) {
  test(`${name} between the click and the rule: the choice is there, and its rule`, async () => {
    const company = { type: "decided", scope: { type: "company", company: "Criteo" }, choice: "block" };
    const rules = () => candor.keeper.evaluate(() => chrome.declarativeNetRequest.getDynamicRules());
    assert.deepEqual(await rules(), []);
    // From here on the browser takes no rule: the decision is on the disk, and nothing follows from it.
    await candor.worker().evaluate(() => {
      chrome.declarativeNetRequest.updateDynamicRules = () => new Promise(() => {});
    });
    await candor.keeper.evaluate((what) => void chrome.runtime.sendMessage({ ask: { ask: "tell", what } }), company);
    await until(async () => (await candor.stored("settings"))?.includes("Criteo"), () => "the choice on the disk");
    assert.deepEqual(await rules(), []);
    await end(candor);
    const { settings } = await candor.ask({ ask: "settings" });
    assert.deepEqual(settings.choices.map(([scope, choice]) => [scope.company, choice]), [["Criteo", "block"]]);
    await until(async () => (await rules()).length === 1, () => "the rule");
    await candor.tell({ ...company, choice: null });
    await until(async () => (await rules()).length === 0, () => "no rule");
  });
}

test("where the browser does not take the rules, the popup says so, and no longer once it does", async () => {
  const page = await candor.visit("https://www.papertown.example/");
  const tab = await candor.tabOf(page);
  const company = { type: "decided", scope: { type: "company", company: "Criteo" }, choice: "block" };
  await candor.worker().evaluate(() => {
    const { declarativeNetRequest: rules } = chrome;
    const take = rules.updateDynamicRules.bind(rules);
    rules.updateDynamicRules = async () => { rules.updateDynamicRules = take; throw new Error("too many rules"); };
  });
  await candor.tell(company);
  const popup = await candor.open(`popup.html?tab=${tab}`);
  await popup.waitForSelector("[data-test=refused]");
  await candor.tell({ ...company, choice: null });
  await until(async () => !(await candor.ask({ ask: "popup", tab })).refused, () => "the rules to be taken");
  await popup.close();
  await page.close();
});

test("what is forgotten is gone, also after a restart", async () => {
  await candor.tell({ type: "forget", forget: "everything" });
  await candor.restartBrowser();
  const { rows } = await candor.ask({ ask: "brands" });
  assert.deepEqual(rows.filter((row) => row.visits + row.ads > 0), []);
});
