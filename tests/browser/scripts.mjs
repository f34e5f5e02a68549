// What Candor's content scripts cost the main thread of a page: the time in which their own code runs, with
// all that it makes the page do (layout, above all), as the browser's trace tells it.

import { launch } from "./chromium.mjs";

/** The worker and the extension's own pages stand in the same trace, and burden no page. */
const OURS = /^chrome-extension:\/\/[^/]+\/content\//;
const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "disabled-by-default-devtools.timeline.stack", "v8"];
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
 * Milliseconds of content scripts on a page with so many ads, and how often they made it lay itself out, of
 * each of `rounds` loads; at first a load that nobody counts.
 */
export async function scripts(extension, args, ads, rounds) {
  const context = await launch({ args, extension });
  const address = `https://www.measured.example/${ads}`;
  await context.route(`${address}*`, (route) => route.fulfill({ contentType: "text/html", body: page(ads) }));
  await context.route(`${PICTURE}*`, (route) => route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="250"/>' }));
  const loads = [];
  for (let round = 0; round <= rounds; round += 1) {
    const tab = await context.newPage();
    const events = await traced(context, tab, async () => {
      await tab.goto(`${address}?${round}`);
      // Long enough for the looks at the page, the labels, and an ad's first second in view.
      await new Promise((seen) => setTimeout(seen, 3000));
    });
    await tab.close();
    if (round > 0) loads.push(ours(events));
  }
  await context.close();
  return loads;
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

/** What of a trace runs in our scripts, the outermost events of each thread: what lies in them is theirs. */
export function ours(events) {
  const threads = new Map();
  for (const event of events) {
    if (event.ph !== "X" || event.dur === undefined) continue;
    const thread = `${event.pid}:${event.tid}`;
    if (!threads.has(thread)) threads.set(thread, []);
    threads.get(thread).push(event);
  }
  let [ms, layouts] = [0, 0];
  for (const thread of threads.values()) {
    let end = -1;
    for (const event of thread.sort((a, b) => a.ts - b.ts || b.dur - a.dur)) {
      if (event.ts < end && event.name === "Layout") layouts += 1;
      if (event.ts < end || !OURS.test(urlOf(event))) continue;
      ms += event.dur / 1000;
      end = event.ts + event.dur;
    }
  }
  return { ms, layouts };
}

const urlOf = ({ args }) => String(args?.data?.url ?? args?.fileName ?? "");
