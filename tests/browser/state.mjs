// How Candor stands a large memory: fills its database with brands as the worker writes them, and measures
// what a person waits for. Beside the tests, for ./build.sh measure: a million pieces take minutes to fill.

import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";

import { Candor, DAY } from "./harness.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Of each of four kinds of evidence. */
const PIECES = 25;
const DECIDED = 1000;
/** The brand whose page is looked at takes the place of the first made-up one. */
const [MET, MADE_UP] = ["northtrail.example", "brand-0.example"];

/** A row for each measure: what, then a cell per number of brands. `rounds` takes a measurement some times. */
export async function state(sizes, rounds, spread) {
  const rows = new Map();
  const cell = (what, value) => rows.set(what, [...(rows.get(what) ?? []), value]);
  for (const size of sizes) {
    const candor = await Candor.start();
    await candor.welcome();
    await fill(candor, size);
    const page = await candor.shop("northtrail");
    const tab = await candor.tabOf(page);
    const popup = () => timed(candor, { ask: "popup", tab });
    cell("State on the disk", `${((await used(candor)) / 2 ** 20).toFixed(1)} MB`);
    cell("The popup's answer", spread(await rounds(popup), 1));
    cell("The same from a killed worker", spread(await rounds(async () => {
      await candor.killWorker();
      return popup();
    })));
    const scope = (n) => ({ type: "brand", brand: `brand-${n}.example` });
    const choices = ["quiet", "block", "allow"];
    const said = Array.from({ length: Math.min(DECIDED, size) }, (_, n) => ({ type: "decided", scope: scope(n), choice: choices[n % 3] }));
    await candor.tell({ type: "together", said });
    const decide = (n) => timed(candor, { ask: "tell", what: { type: "decided", scope: scope(n), choice: choices[(n + 1) % 3] } });
    cell(`A decision, on the disk and in the browser's rules, ${DECIDED} brands decided about`, spread(await rounds(decide), 1));
    await candor.killWorker();
    cell("The list of all brands, from a killed worker", spread(await rounds(async () => {
      await candor.killWorker();
      return timed(candor, { ask: "brands" });
    })));
    const searched = (n) => timed(candor, { ask: "brands", sieve: { search: `${n}`, order: ["last", "name", "ads", "visits"][n % 4] } });
    cell("A search in it", spread(await rounds(searched), 1));
    cell("The list of all companies", spread(await rounds(() => timed(candor, { ask: "companies" })), 1));
    const rules = [["hide", "broke"], ["allow", "careful"]];
    cell("What rules by record would do", spread(await rounds(() => timed(candor, { ask: "rules", rules })), 1));
    await candor.close();
  }
  return rows;
}

/** What more than there is room for comes to on the disk, in bytes, by what is done with it: [what, as the folder has it, as the browser says]. */
export async function beyond(size) {
  const candor = await Candor.start({ clock: true });
  await candor.welcome();
  await candor.tell({ type: "set", name: "keep_days", value: 365 });
  await fill(candor, size);
  const steps = [];
  const note = async (what) => steps.push([what, await used(candor), await candor.keeper.evaluate(async () => (await navigator.storage.estimate()).usage)]);
  await note(`${size} brands`);
  await candor.later(DAY / 12);
  const gone = async () => (await candor.ask({ ask: "settings" })).made_room?.[0] ?? 0;
  let [before, now, most] = [-1, 0, 0];
  // One goes after the other, as the worker comes to it: it is done once no more go.
  while (now === 0 || now !== before) {
    before = now;
    for (let i = 0; i < 10; i += 1) {
      await sleep(500);
      most = Math.max(most, await used(candor));
    }
    now = await gone();
  }
  steps.push(["at most meanwhile", most, 0]);
  await note(`${now} of them made room`);
  await candor.restartBrowser();
  await note("the browser started anew");
  await candor.close();
  return steps;
}

/** Milliseconds until a question is answered, as a page of Candor's meets it. */
const timed = (candor, question) => candor.keeper.evaluate(async (ask) => {
  const from = performance.now();
  const { answer, why } = await chrome.runtime.sendMessage({ ask });
  if (answer === "failed") throw new Error(JSON.stringify(why));
  return performance.now() - from;
}, question);

/** Puts brands into Candor's database, packed as the worker packs them. */
async function fill(candor, size) {
  const features = ["--features", "compile,bundle,types"];
  const made = spawn("cargo", ["run", "--quiet", ...features, "--example", "state", "--", size, PIECES, Date.now()].map(String), { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => { made.on("close", done); });
  let lines = [];
  const put = async () => {
    await candor.keeper.evaluate(store, lines.map((line) => line.replaceAll(MADE_UP, MET)));
    lines = [];
  };
  for await (const line of createInterface({ input: made.stdout })) {
    if (lines.push(line) === 100) await put();
  }
  await put();
  if (await ended) throw new Error("the example `state` failed");
  await candor.killWorker();
}

/** Runs in a page of the extension. */
async function store(lines) {
  const bytes = async (text) => new Uint8Array(await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("deflate"))).arrayBuffer());
  const rows = await Promise.all(lines.map(async (line) => {
    const [site, brand, gist] = JSON.parse(line);
    const [packed, known] = [await bytes(brand), JSON.parse(gist)];
    known.data.known.bytes = packed.length + gist.length;
    return [[`brand:${site}`, packed], [`gist:${site}`, JSON.stringify(known)]];
  }));
  const database = await new Promise((done, failed) => {
    const opening = indexedDB.open("candor");
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => failed(opening.error);
  });
  const writing = database.transaction("state", "readwrite");
  for (const [key, value] of rows.flat()) writing.objectStore("state").put(value, key);
  await new Promise((done, failed) => { writing.oncomplete = done; writing.onabort = () => failed(writing.error); });
  database.close();
}

/** Bytes of the extension's database as they lie in the profile. */
async function used(candor) {
  const folder = join(candor.context.profile, "Default", "IndexedDB");
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.filter((name) => name.includes(candor.id)).map(async (name) => {
    const file = await stat(join(folder, name)).catch(() => undefined);
    return file?.isFile() ? file.size : 0;
  }));
  return sizes.reduce((sum, size) => sum + size, 0);
}
