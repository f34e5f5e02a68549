// The collector in the page and the native reader of files find the same: every page of tests/pages, both ways.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { candor } from "./command.mjs";

const PAGES = new URL("../pages/", import.meta.url);
const CONTENT = new URL("../../extension/content/", import.meta.url);
const ADDRESS = "https://daily.example/news/story";

/** A frame's world, with the line to the worker replaced by a list. */
const STUB = `globalThis.told = []; candor.part("channel", () => ({ tell: async (what) => told.push(what) })); candor.part("page", () => ({ listen() {} }));`;
const scripts = await Promise.all(["parts", "frames", "markup", "read", "contents", "forms", "microdata", "collect", "said", "ads"].map((name) => readFile(new URL(`${name}.js`, CONTENT), "utf8")));
const cases = (await readdir(PAGES)).sort();
/** What every address but the page's own answers. */
const NOTHING = { status: 404, body: "" };

let browser, page;
before(async () => {
  browser = await launch();
  page = await browser.newPage();
});
after(() => browser.close());

/** Without what only a laid out page has, and in the order of names. */
const bare = ({ element, rect, viewable_ms, ...rest }) => ({ whole: element === 0, ...rest });
const lines = (text) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
const nulls = (value) => JSON.parse(JSON.stringify(value));

/** What the content scripts find in a frame; a frame's own holder is told by the document around it. */
async function collected(frame) {
  await frame.evaluate([...scripts, STUB, "0"].join("\n"));
  const holder = frame === page.mainFrame() ? null : await (await frame.frameElement()).evaluate((element) =>
    candor.markup.find(([, selector]) => element.closest(selector))?.[0] ?? null);
  await frame.evaluate(() => candor.ads.look());
  // A candidate is told once the browser has said where it is, in a frame a moment later; one of no size never is.
  await page.waitForTimeout(500);
  const told = await frame.evaluate(() => told);
  const ads = told.filter(({ type }) => type === "ads").flatMap(({ candidates }) => candidates);
  return ads.map((ad) => ({ ...ad, markup: ad.markup ?? (ad.element === 0 ? holder : null) }));
}

for (const name of cases) {
  test(`${name} reads the same both ways`, async () => {
    const body = await readFile(new URL(`${name}/page.html`, PAGES), "utf8");
    await page.unrouteAll();
    await page.route("**/*", (route) => route.fulfill(route.request().url() === ADDRESS ? { contentType: "text/html; charset=utf-8", body } : NOTHING));
    await page.goto(ADDRESS);
    const ads = [];
    for (const frame of page.frames()) ads.push(...await collected(frame));
    const facts = await page.evaluate(() => candor.collect.page());

    const [native] = lines(await candor(["product", "--facts", "--url", ADDRESS], body));
    assert.deepEqual(nulls(facts), native);
    const found = lines(await candor(["ad", "--candidates", "--url", ADDRESS], body));
    assert.deepEqual(ads.map(bare), found.map(bare));
  });
}
