// The whole story of a first day with Candor, with the worker killed between every two steps.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, until } from "./harness.mjs";
import { replay } from "./replay.mjs";

const NEWS = "https://www.dailyherald.example/harbour-festival";
const OTHER_NEWS = "https://www.kurier-heute.example/wetter";
const SHOP = "northtrail.example";

let candor, news;
before(async () => { candor = await Candor.start(); });
after(() => candor.close());

/** A step of the story; the worker does not live to see the next. */
const step = (name, play) => test(name, async () => {
  await play();
  await candor.killWorker();
});

const hidden = (page) => page.locator("#ad-top iframe").isHidden();

step("1 the first page opens by itself and asks two things", async () => {
  const opened = await until(() => candor.context.pages().find((page) => page !== candor.keeper && page.url().endsWith("/welcome.html")), () => "the welcome page");
  const before = await candor.ask({ ask: "settings" });
  assert.equal(before.settings.remember, false, "nothing is remembered before the person says yes");
  await opened.click("[data-test=mode-show_me]");
  await opened.check("[data-test=remember]");
  await opened.click("[data-test=start]");
  await opened.waitForSelector("[data-test=next]");
  const { settings } = await candor.ask({ ask: "settings" });
  assert.deepEqual([settings.welcomed, settings.mode, settings.remember, settings.keep_days], [true, "show_me", true, 14]);
  await candor.tell({ type: "set", name: "research_log", value: true });
});

step("2 the popup says in words whom the shop told what", async () => {
  const shop = await candor.shop("northtrail");
  const popup = await candor.popupFor(shop);
  const text = await popup.innerText("body");
  for (const name of ["Criteo", "Google", "Northtrail"]) assert.match(text, new RegExp(name));
  assert.match(await popup.innerText("[data-test=headline]"), /\d/);
  assert.doesNotMatch(text, /criteo\.com|doubleclick\.net|facebook\.com/, "companies have names, not domains");
  await popup.locator("[data-test^=group-] summary").evaluateAll((all) => all.forEach((summary) => summary.click()));
  const told = await popup.locator("[data-test=company]", { hasText: "Criteo" }).first().innerText();
  assert.match(told, /Trail Boots|NT-118/);
  assert.match(await popup.innerText("[data-test=before-choice]"), /before you chose/);
  assert.match(await popup.innerText("[data-test=forecast]"), /Ads for Trail Boots may turn up[^]*other pages[^]*Criteo/);
  await candor.shot(popup, "popup-shop");
  await Promise.all([popup.close(), shop.close()]);
});

step("3 the ad on a news page is explained, and nothing was fetched because of it", async () => {
  news = await candor.visit(NEWS);
  await candor.adsOn(news, 3);
  const truth = candor.web.world.truth.find((ad) => ad.publisher === "dailyherald.example" && ad.slot === "ad-top");
  assert.deepEqual([truth.seller, truth.brand, truth.why], ["criteo", SHOP, "product_retargeting"]);

  const labels = await candor.labelsOn(news, 3);
  assert.equal(new Set(labels.map(({ html, width, height }) => [html.replace(/ style="[^"]*"/, ""), width, height].join())).size, 1, "one label like the other");
  assert.doesNotMatch(labels[0].html, /Trail|Northtrail/);

  const panel = await candor.openPanel(news, labels[0]);
  const sentence = await panel.innerText("[data-test=sentence]");
  assert.match(sentence, /[Ll]ikely because you looked at .*Trail Boots.* on northtrail\.example/);
  assert.match(sentence, /Criteo/);
  const steps = await panel.locator("[data-test=step]").evaluateAll((all) => all.map((step) => [step.dataset.basis, step.innerText]));
  assert.ok(steps.some(([basis, text]) => basis === "seen" && /told Criteo/.test(text)), JSON.stringify(steps));
  assert.ok(steps.some(([basis]) => basis === "inferred"), JSON.stringify(steps));
  assert.ok(await panel.locator("[data-test=gap]").count() > 0, "what cannot be known is said");
  await candor.shot(news, "panel");

  const clicks = candor.web.world.requests.filter(({ url }) => /ck\.php|\/aclk|\/pcs\/click|adnxs\.com\/click|track\/clk/.test(url));
  assert.deepEqual(clicks, [], "no click link was loaded");
});

step("4 hiding works at once and everywhere, survives, and can be undone", async () => {
  await news.close();
  news = await candor.visit(NEWS);
  const [label] = await candor.labelsOn(news, 3);
  const panel = await candor.openPanel(news, label);
  await panel.click("[data-test=choice-hide]");
  await until(() => hidden(news), () => "the ad to be hidden on this page");

  await candor.killWorker();
  const other = await candor.visit(OTHER_NEWS);
  await until(async () => await other.locator("#criteo-1 iframe").isHidden(), () => "the ad to be hidden on another site");
  await other.close();

  await candor.restartBrowser();
  news = await candor.visit(NEWS);
  await until(() => hidden(news), () => "the ad to be hidden after a restart of the browser");

  await candor.tell({ type: "decided", scope: { type: "brand", brand: SHOP } });
  await until(async () => !(await hidden(news)), () => "the ad to be shown again");
  await news.close();
});

step("5 the brand's page says that not enough is known", async () => {
  const page = await candor.open(`dashboard.html#/brand/${SHOP}`);
  await page.waitForSelector("[data-test=brand]");
  assert.match(await page.innerText("[data-test=brand]"), /Northtrail/);
  assert.ok(await page.locator("[data-test=not-enough]").isVisible());
  assert.match(await page.innerText("main"), /Trail Boots|NT-118/, "what is remembered is shown");
  await candor.shot(page, "dashboard-brand");
  await page.close();
});

step("6 the log is exported, and the facts replay to the same rows", async () => {
  const page = await candor.open("dashboard.html#/log");
  await page.waitForSelector("[data-test=log-row]");
  assert.ok(await page.locator("[data-test=preview]").isVisible(), "a preview shows what redaction removes");
  await page.close();
  const redacted = await candor.ask({ ask: "export", what: "sightings" });
  assert.doesNotMatch(redacted.text, /Trail Boots|harbour-festival/, "redacted by default");
  const whole = await candor.ask({ ask: "export", what: "sightings_full" });
  const facts = await candor.ask({ ask: "export", what: "facts" });
  const replayed = await replay(facts.text);
  const parsed = (text) => text.trim().split("\n").map((line) => JSON.parse(line));
  parsed(whole.text).forEach((row, i) => assert.deepEqual(parsed(replayed)[i], row, `row ${i + 1}`));
  assert.ok(replayed === whole.text, "byte for byte");
  const rows = parsed(whole.text);
  assert.ok(rows.some((row) => row.reason === "product_retargeting" && row.advertiser?.site === SHOP));
  for (const field of FIELDS) assert.ok(field in rows[0], `a row has ${field}`);
  const csv = await candor.ask({ ask: "export", what: "csv" });
  assert.ok(csv.text.split("\n").length > 3);
});

const FIELDS = ["schema", "id", "time", "page", "slot", "regime", "consent", "found_by", "served_by", "click_system", "advertiser", "product",
  "reason", "band", "probability", "reasons", "evidence", "against", "gaps", "decision", "versions"];

step("7 the shop's own view: who was called, in order, and what came before the choice", async () => {
  const shop = await candor.shop("lumen");
  const page = await candor.open(`dashboard.html#/site/${await candor.tabOf(shop)}`);
  await page.waitForSelector("[data-test=timeline-row]");
  const rows = await page.locator("tbody > tr").evaluateAll((all) => all.map(({ dataset, innerText }) => ({ ...dataset, text: innerText })));
  const line = rows.findIndex((row) => row.test === "consent-line" && row.state === "accepted");
  const at = (company) => rows.findIndex((row) => row.company?.includes(company) && /LC-55|Harbour/.test(row.text));
  assert.ok(line > 0, JSON.stringify(rows.map(({ text, ...row }) => row)));
  assert.ok(at("Pinterest") >= 0 && at("Pinterest") < line, "Pinterest was told before the choice");
  assert.ok(at("Criteo") > line, "Criteo was told after it");
  await candor.shot(page, "dashboard-site");
  await page.close();
});
