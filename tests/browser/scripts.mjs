// What content scripts cost the main thread of a page: the time in which their own code runs, with all that it makes
// the page do (layout, above all), and in which messages come to it, as the browser's trace tells it. Beside Candor's a
// script that only says a word to its extension: what lies below that is the browser's.

import { mkdtemp, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./chromium.mjs";

/** The worker and the extension's own pages stand in the same trace, and burden no page. */
const OURS = /^chrome-extension:\/\/[^/]+\/content\//;
/** No stacks: to tell them, the browser compiles each function that it finds on one a second time. */
const CATEGORIES = ["devtools.timeline", "mojom"];
/** What extensions hear runs in no event of its own, but in the browser's message. */
const MESSAGES = /^extensions\.mojom\.MessagePort$/;
const PICTURE = "https://pictures.example/p.png";
const CLICK = "https://googleads.g.doubleclick.net/aclk?sa=l&ai=x&adurl=https://www.papertown.example/";

const text = "The morning began quietly, and then the whole town seemed to come out at once. ".repeat(8);
const article = Array.from({ length: 30 }, (_, n) => `<h2>Part ${n}</h2><p>${text}<a href="/part/${n}">on</a></p>`).join("");
/** Half of the ads stand in the page, half in frames of its own: all of them burden this one main thread. */
const ad = (n) => `<a href="${CLICK}p/${n}"><img src="${PICTURE}?${n}" width="300" height="250" alt="Paper ${n}"></a>`;
const placed = (n) => (n % 2
  ? `<div class="trc_spotlight_item syndicatedItem">${ad(n)}</div>`
  : `<iframe width="300" height="250" srcdoc='<body style="margin:0">${ad(n)}</body>'></iframe>`);
const page = (ads) => `<!doctype html><html lang="en"><title>A page with ${ads} ads</title><body><h1>News</h1>${article}${Array.from({ length: ads }, (_, n) => placed(n)).join("")}</body>`;

/**
 * What each of some extensions' scripts take on a page with so many ads, in `rounds` loads, and how often they made
 * it lay itself out; at first a load that nobody counts. One after the other in each round, so that a busy machine
 * slows all alike.
 */
export async function scripts(extensions, args, ads, rounds) {
  const address = `https://www.measured.example/${ads}`;
  const contexts = [];
  for (const extension of extensions) {
    const context = await launch({ args, extension });
    await context.route(`${address}*`, (route) => route.fulfill({ contentType: "text/html", body: page(ads) }));
    await context.route(`${PICTURE}*`, (route) => route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="250"/>' }));
    contexts.push(context);
  }
  const loads = contexts.map(() => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [at, context] of contexts.entries()) {
      const tab = await context.newPage();
      const events = await traced(context, tab, async () => {
        await tab.goto(`${address}?${round}`);
        // Long enough for the looks at the page, the labels, and an ad's first second in view.
        await new Promise((seen) => setTimeout(seen, 3000));
      });
      await tab.close();
      if (round > 0) loads[at].push(ours(events));
    }
  }
  for (const context of contexts) await context.close();
  return loads;
}

/** An extension whose script, in the same frames, says one word to its extension. */
export async function oneWord() {
  const directory = await mkdtemp(join(tmpdir(), "one-word-"));
  const frames = { all_frames: true, match_about_blank: true, match_origin_as_fallback: true };
  const script = { matches: ["<all_urls>"], js: ["content/word.js"], run_at: "document_start", ...frames };
  await writeFile(join(directory, "manifest.json"), JSON.stringify({ manifest_version: 3, name: "One word", version: "1", content_scripts: [script] }));
  await mkdir(join(directory, "content"));
  await writeFile(join(directory, "content", "word.js"), "chrome.runtime.sendMessage({}).catch(() => {});");
  return directory;
}

async function traced(context, tab, run) {
  const session = await context.newCDPSession(tab);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => { for (const event of value) events.push(event); });
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: CATEGORIES, excludedCategories: ["*"] } });
  await run();
  const whole = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.end");
  await whole;
  return events;
}

/**
 * What of a trace runs in our scripts, the outermost events of each thread: what lies in them is theirs. `ms` is what
 * the thread worked; `lasted` is by the clock, with all that it waited for the browser or for a processor.
 */
export function ours(events) {
  const threads = new Map();
  for (const event of events) {
    if (event.ph !== "X" || event.dur === undefined) continue;
    const thread = `${event.pid}:${event.tid}`;
    if (!threads.has(thread)) threads.set(thread, []);
    threads.get(thread).push(event);
  }
  let [ms, lasted, layouts] = [0, 0, 0];
  const burdened = [...threads.values()].filter((thread) => thread.some((event) => OURS.test(urlOf(event))));
  for (const thread of burdened) {
    let end = -1;
    for (const event of thread.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
      if (event.ts < end && event.name === "Layout") layouts += 1;
      if (event.ts < end || !(OURS.test(urlOf(event)) || MESSAGES.test(interfaceOf(event)))) continue;
      ms += (event.tdur ?? event.dur) / 1000;
      lasted += event.dur / 1000;
      end = event.ts + event.dur;
    }
  }
  return { ms, lasted, layouts };
}

const interfaceOf = ({ args }) => String(args?.chrome_mojo_event_info?.mojo_interface_tag ?? "");
const urlOf = ({ args }) => String(args?.data?.url ?? args?.fileName ?? "");
