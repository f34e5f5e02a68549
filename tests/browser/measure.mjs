// Measures what the README states, and prints it as a table: ./build.sh measure

import { createHash } from "node:crypto";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { EXTENSION, freshProfile, launch, ownCopy } from "./chromium.mjs";
import { Candor } from "./harness.mjs";
import { oneWord, scripts } from "./scripts.mjs";
import { beyond, state } from "./state.mjs";

const ROUNDS = 11;
const BUSY = "https://www.nastypages.example/busy";
const NEWS = "https://www.dailyherald.example/harbour-festival";

const rows = [];
const row = (what, value) => rows.push(`| ${what} | ${value} |`);
const spread = (values, digits = 0) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part) => sorted[Math.floor((sorted.length - 1) * part)].toFixed(digits);
  return `${at(0.5)} ms (${at(0)}–${at(1)})`;
};
const rounds = async (measure) => {
  const values = [];
  for (let i = 0; i < ROUNDS; i += 1) values.push(await measure(i));
  return values;
};

const FILES = ["worker/candor-worker_bg.wasm", "pages/candor-pages_bg.wasm", "knowledge/pack.bin", "lists/candor-lists.wasm", "../classifier/candor-classifier.wasm"];
for (const path of FILES) {
  const bytes = await readFile(join(EXTENSION, path));
  row(path.replace("../", ""), `${Math.round(bytes.length / 1024)} KB, ${Math.round(gzipSync(bytes).length / 1024)} KB gzipped`);
}

const candor = await Candor.start(await withEmptyPopup());
await candor.welcome();

const busy = await candor.visit(BUSY);
const { requests } = await candor.ask({ ask: "popup", tab: await candor.tabOf(busy) });
// One after the other in each round, so that a busy machine slows both alike. The first of each is not counted.
const [bare, opened] = [[], []];
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [popup, into] of [["empty.html", bare], ["popup.html", opened]]) {
    await busy.bringToFront();
    const times = await candor.keeper.evaluate(openPopup, popup);
    if (round > 0) into.push(times);
  }
}
for (const [what, times] of [["an empty popup", bare], ["the popup", opened]]) {
  const painted = times.map(({ painted }) => painted).filter((value) => value !== null);
  if (painted.length > 0) row(`Click to first paint of ${what}`, spread(painted));
}
row("Click to an empty popup, its next frame drawn", spread(bare.map(({ filled }) => filled)));
row(`Click to the popup filled, its next frame drawn, page with ${requests} requests`, spread(opened.map(({ filled }) => filled)));

const quiet = await candor.visit("https://www.dailyherald.example/");
const quietTab = await candor.tabOf(quiet);
const empty = await emptyWorker();
const [nothing, answered, classified] = [[], [], []];
// One after the other in each round, so that a busy machine slows all three alike.
for (let round = 0; round < ROUNDS; round += 1) {
  nothing.push(await empty.round());
  await candor.killWorker();
  answered.push(await answerAfter(candor.keeper, { ask: { ask: "settings" } }));
  classified.push(await classifiedAfter(quiet, quietTab, round));
}
await empty.close();
await candor.close();
row("Killed worker that does nothing, to its answer", spread(nothing));
row("Killed worker of Candor's, to its answer", spread(answered));
row("Killed worker of Candor's, to the verdict on a request that woke it", spread(classified));

const [without, together] = [await mainThread(), await mainThread(EXTENSION)];
row("Main thread of a news page with 3 ads, whole load, without Candor", spread(without));
row("The same with Candor", spread(together));

for (const ads of [0, 20]) {
  const [word, ours] = await contentScripts(ads);
  row(`Main thread at work in content scripts, a page with ${ads} ads`, spread(ours.map(({ ms }) => ms), 1));
  row("The same by the clock, with what it waits for", spread(ours.map(({ lasted }) => lasted), 1));
  row("At work in a script that says one word to its extension, in the same frames", spread(word.map(({ ms }) => ms), 1));
  row("Layouts that Candor's force there", `at most ${Math.max(...ours.map(({ layouts }) => layouts))}`);
}

// How a large memory is stood: brands of a hundred pieces of evidence each, the last a million in all.
const SIZES = [100, 1_000, 10_000];
const large = [...await state(SIZES, rounds, spread)].map(([what, cells]) => `| ${what} | ${cells.join(" | ")} |`);

// More than there is room for.
for (const [what, folder, said] of await beyond(13_000)) row(`State on the disk: ${what}`, `${(folder / 2 ** 20).toFixed(1)} MB${said ? `, ${(said / 2 ** 20).toFixed(1)} by the browser's count` : ""}`);

console.log(`\nMeasured on ${cpus().length} cores (${cpus()[0].model.trim()}), median of ${ROUNDS} (lowest–highest).\n\n| What | Value |\n|---|---|\n${rows.join("\n")}

| Brands met | ${SIZES.map((n) => n.toLocaleString("en")).join(" | ")} |\n|---|${"---|".repeat(SIZES.length)}\n${large.join("\n")}\n`);

/**
 * Candor with one page more, the floor: a popup of one line, without a script or a style. The button is pinned, or Chromium
 * slides it in for a quarter of a second before it opens anything.
 */
async function withEmptyPopup() {
  const extension = await ownCopy();
  await writeFile(join(extension, "empty.html"), '<!doctype html><title>Empty</title><p data-test="headline">Empty</p>');
  // Chromium's name for an unpacked extension: the hash of where it lies, in letters.
  const hash = createHash("sha256").update(extension).digest("hex").slice(0, 32);
  const id = hash.replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));
  return { extension, profile: await freshProfile({ extensions: { pinned_extensions: [id] } }) };
}

/** Runs in a page of the extension: opens a popup as a click on its button does. */
async function openPopup(popup) {
  await chrome.action.setPopup({ popup });
  const clicked = performance.timeOrigin + performance.now();
  await chrome.action.openPopup();
  let view;
  while (!(view = chrome.extension.getViews({ type: "popup" })[0])) await new Promise((next) => setTimeout(next, 1));
  const headline = () => view.document.querySelector("[data-test=headline]");
  while (!headline()) await new Promise((next) => setTimeout(next, 1));
  await new Promise((painted) => view.requestAnimationFrame(() => view.requestAnimationFrame(painted)));
  const filled = performance.timeOrigin + performance.now() - clicked;
  // The first paint is told a little later than it was. A browser without a screen tells none of a popup.
  let paint;
  for (let i = 0; i < 100 && !paint; i += 1) {
    await new Promise((next) => setTimeout(next, 5));
    [paint] = view.performance.getEntriesByName("first-contentful-paint");
  }
  const painted = paint ? view.performance.timeOrigin + paint.startTime - clicked : null;
  view.close();
  while (chrome.extension.getViews({ type: "popup" }).length > 0) await new Promise((next) => setTimeout(next, 5));
  return { painted, filled };
}

function answerAfter(page, message) {
  return page.evaluate(async (message) => {
    const from = performance.now();
    await chrome.runtime.sendMessage(message);
    return performance.now() - from;
  }, message);
}

/** From a request that leaves a page and wakes the worker until its verdict stands in the page's view. */
async function classifiedAfter(page, tab, round) {
  const calls = ({ requests, own_requests }) => requests - own_requests;
  const before = calls(await candor.ask({ ask: "popup", tab }));
  await candor.killWorker();
  const from = await page.evaluate((n) => {
    new Image().src = `https://www.facebook.com/tr/?id=1&ev=PageView&again=${n}`;
    return performance.timeOrigin + performance.now();
  }, round);
  // Asked without a pause: a request without a verdict counts as no call of the page.
  const until = await candor.keeper.evaluate(async ({ tab, before }) => {
    for (;;) {
      const { requests, own_requests } = await chrome.runtime.sendMessage({ ask: { ask: "popup", tab } });
      if (requests - own_requests > before) return performance.timeOrigin + performance.now();
    }
  }, { tab, before });
  return until - from;
}

/** The floor: an extension whose worker only answers. */
async function emptyWorker() {
  const directory = await mkdtemp(join(tmpdir(), "empty-worker-"));
  await writeFile(join(directory, "manifest.json"), JSON.stringify({ manifest_version: 3, name: "Empty", version: "1", background: { service_worker: "worker.js" } }));
  await writeFile(join(directory, "worker.js"), "chrome.runtime.onMessage.addListener((message, sender, reply) => reply({}));");
  await writeFile(join(directory, "page.html"), "<!doctype html><title>Empty</title>");
  const context = await launch({ extension: directory });
  const worker = context.serviceWorkers()[0] ?? await context.waitForEvent("serviceworker");
  const page = await context.newPage();
  await page.goto(new URL("page.html", worker.url()).href);
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  const round = async () => {
    await session.send("ServiceWorker.stopAllWorkers");
    await new Promise((stopped) => setTimeout(stopped, 500));
    return answerAfter(page, {});
  };
  return { round, close: () => context.close() };
}

async function contentScripts(ads) {
  const { start } = await import("../web/server.mjs");
  const web = await start();
  const loads = await scripts([await oneWord(), EXTENSION], web.args, ads, ROUNDS);
  await web.close();
  return loads;
}

/** Time that a page's main thread was at work until it settled. */
async function mainThread(extension) {
  const { start } = await import("../web/server.mjs");
  const web = await start();
  const context = await launch({ args: web.args, extension });
  const values = await rounds(async () => {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Performance.enable");
    await page.goto(NEWS);
    await web.quiet(1500);
    const { metrics } = await session.send("Performance.getMetrics");
    await page.close();
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  });
  await context.close();
  await web.close();
  return values;
}
