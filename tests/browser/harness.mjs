// Chromium with Candor in it, on the small web: what the specs, the demo and the measurements share.

import { mkdir, readFile, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { buttons } from "../web/consent.mjs";
import { start } from "../web/server.mjs";
import { productUrl, shopOf } from "../web/shops.mjs";
import { launch, ownCopy } from "./chromium.mjs";
import { Clock } from "./clock/clock.mjs";
import { settled } from "./settled.mjs";

const OUT = fileURLToPath(new URL("../out/", import.meta.url));
const AXE = await readFile(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export const DAY = 24 * 60 * 60 * 1000;

/** Facts are written in batches of at most a second: what a kill may lose, and a fair kill does not. */
const BATCH = 1200;

/** Content scripts look again at most this long after a change: a fixed delay of theirs, whatever the machine. */
const LOOK = 700;

export class Candor {
  /** Starts the small web and a fresh browser with the extension in it; with `clock: true` days can pass ([`later`]). */
  static async start({ clock, ...options } = {}) {
    const candor = new Candor();
    candor.web = await start();
    candor.clock = clock && await Clock.start();
    candor.options = { ...options, env: candor.clock?.env };
    await candor.#launch();
    return candor;
  }

  async #launch(profile) {
    const { installed = true, granted, extension, ...options } = this.options;
    this.extension ??= extension ?? await ownCopy(granted);
    const later = installed ? [] : ["--enable-unsafe-extension-debugging"];
    this.context = await launch({ args: [...this.web.args, ...later], extension: installed && this.extension, profile, ...options });
    if (installed) await this.#meet(this.context.serviceWorkers()[0]);
  }

  /**
   * Installs Candor into a browser that was started with `installed: false`, as a person does. Where it is
   * there already, it is started anew below the open pages, as an update does.
   */
  async install() {
    const session = await this.context.browser().newBrowserCDPSession();
    const [worker] = await Promise.all([
      this.context.waitForEvent("serviceworker"),
      session.send("Extensions.loadUnpacked", { path: this.extension }),
    ]);
    await session.detach();
    await this.#meet(worker);
  }

  /** Makes itself known to Candor: a page of its own, from which tests ask. */
  async #meet(known) {
    const worker = known ?? await this.context.waitForEvent("serviceworker");
    this.id = new URL(worker.url()).host;
    this.keeper = await this.context.newPage();
    await this.keeper.goto(this.address("welcome.html"));
    this.cdp = await this.context.newCDPSession(this.keeper);
    this.running = new Set();
    this.cdp.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      for (const { versionId, runningStatus } of versions) {
        if (runningStatus === "stopped") this.running.delete(versionId);
        else this.running.add(versionId);
      }
    });
    await this.cdp.send("ServiceWorker.enable");
  }

  /** The end: nothing of the small web may have failed. */
  async close() {
    await this.context.close();
    await this.clock?.close();
    await this.web.close();
    // A process of the browser that still writes there is no test's failure.
    for (const folder of [this.extension, this.context.profile]) await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    if (this.web.world.failures.length > 0) throw new Error(`the small web failed:\n${this.web.world.failures.join("\n")}`);
  }

  /** The same person opens their browser again. */
  async restartBrowser() {
    await this.#written();
    const { profile } = this.context;
    await this.context.close();
    await this.#launch(profile);
  }

  /** The browser is closed in the middle of things, and opened again. */
  async cutBrowser() {
    const { profile } = this.context;
    await this.context.close();
    await this.#launch(profile);
  }

  /** The text under a key of Candor's database. */
  stored(key) {
    return this.keeper.evaluate((key) => new Promise((done, failed) => {
      const opening = indexedDB.open("candor");
      opening.onerror = () => failed(opening.error);
      opening.onsuccess = () => {
        const reading = opening.result.transaction("state").objectStore("state").get(key);
        reading.onsuccess = () => { opening.result.close(); done(reading.result); };
        reading.onerror = () => failed(reading.error);
      };
    }), key);
  }

  /** Candor's own worker, for what only its inside can do; pages may have workers of their own. */
  worker() { return this.context.serviceWorkers().findLast((worker) => worker.url().includes(this.id)); }

  /** Waits until the worker has taken what came (it answers in order), its batch was due, and nothing is left unwritten. */
  async #written() {
    await this.ask({ ask: "settings" });
    await sleep(BATCH);
    const open = () => this.keeper.evaluate(async () => "open" in (await chrome.storage.session.get("open")));
    await until(async () => !(await open()), () => "all to be written");
  }

  /** Ends the worker for real; it wakes up at the next event. */
  async killWorker() {
    await this.#written();
    await this.cutWorker();
  }

  /** The same in the middle of things. Whatever ran has been at rest once: a page may have woken it up since. */
  async cutWorker() {
    const alive = new Set(this.running);
    const ended = ({ versions }) => versions.forEach((version) => version.runningStatus === "stopped" && alive.delete(version.versionId));
    this.cdp.on("ServiceWorker.workerVersionUpdated", ended);
    await this.cdp.send("ServiceWorker.stopAllWorkers");
    await until(() => alive.size === 0, () => "the worker to end").finally(() => this.cdp.off("ServiceWorker.workerVersionUpdated", ended));
  }

  /** The address of a page of Candor's. */
  address(path) { return `chrome-extension://${this.id}/${path}`; }

  /** So much time passes, for the browser and for the small web; then time is told of, as it is every minute. */
  async later(millis) {
    const before = await this.keeper.evaluate(() => Date.now());
    await this.clock.set(this.web.world.ahead += millis);
    await until(() => this.keeper.evaluate((then) => Date.now() >= then, before + millis), () => "the clock to be ahead");
    // Chromium goes by a clock that only runs on until the next alarm that it knew of before: it has to know of none.
    await this.keeper.evaluate(() => chrome.alarms.clearAll().then(() => chrome.alarms.create("later", { when: Date.now() })));
  }

  /** Asks the worker as a page of Candor's does. */
  ask(question) {
    return this.keeper.evaluate((ask) => chrome.runtime.sendMessage({ ask }), question);
  }

  /** Tells what the person decided; the answer says how to undo it. */
  async tell(what) {
    const answer = await this.ask({ ask: "tell", what });
    if (answer?.answer !== "done") throw new Error(`not done: ${JSON.stringify(what)} → ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Answers the first page. */
  async welcome({ mode = "show_me", remember = true, log = false } = {}) {
    await this.tell({ type: "set", name: "mode", value: mode });
    await this.tell({ type: "set", name: "remember", value: remember });
    if (log) await this.tell({ type: "set", name: "research_log", value: true });
    await this.tell({ type: "set", name: "welcomed", value: true });
  }

  /** Opens a page of the small web and waits until it has settled. */
  async visit(url) {
    const page = await this.context.newPage();
    await page.goto(url);
    await this.settle();
    return page;
  }

  /** Reads a page with ads, until Candor has found all that were served on it. */
  async read(url) {
    const { truth } = this.web.world;
    const before = truth.length;
    const page = await this.context.newPage();
    await page.goto(url);
    await settled(this.context, this.web);
    await this.adsOn(page, truth.slice(before).filter((ad) => ad.page === page.url()).length);
    await this.settle();
    await page.close();
  }

  /** Waits until the web is quiet and content scripts had their look. */
  async settle() {
    await settled(this.context, this.web);
    await sleep(LOOK);
    await settled(this.context, this.web);
  }

  /** Opens a shop's product and answers its banner, as somebody who shops. */
  async shop(key, { item = 0, consent = "accept" } = {}) {
    const shop = shopOf(key);
    const page = await this.visit(productUrl(shop, shop.products[item]));
    if (consent) await this.answerBanner(page, shop, consent);
    return page;
  }

  /** Clicks the banner's button, where one asks: a shop asks once. */
  async answerBanner(page, shop, answer) {
    const button = buttons(shop)?.[answer];
    if (!button || !(await page.locator(button).isVisible())) return;
    await page.click(button);
    await this.settle();
  }

  /** The browser's number for a page's tab. */
  tabOf(page) {
    return this.keeper.evaluate(async (url) => (await chrome.tabs.query({})).findLast((tab) => tab.url === url)?.id, page.url());
  }

  /** All that the extension keeps on the disk, as text. Brands lie there packed: what cannot be read proves nothing. */
  onDisk() {
    return this.keeper.evaluate(async () => {
      const unpacked = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
      const read = (value) => (value instanceof Uint8Array ? unpacked(value) : JSON.stringify(value));
      const texts = [JSON.stringify(await chrome.storage.local.get())];
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done) => { const open = indexedDB.open(name); open.onsuccess = () => done(open.result); });
        for (const store of db.objectStoreNames) {
          const values = await new Promise((done) => { const all = db.transaction(store).objectStore(store).getAll(); all.onsuccess = () => done(all.result); });
          texts.push(...await Promise.all(values.map(read)));
        }
        db.close();
      }
      return texts.join("\n");
    });
  }

  /** The popup of a page, opened in a tab of its own at the popup's width. */
  async popupFor(page, { width = 360 } = {}) {
    return this.open(`popup.html?tab=${await this.tabOf(page)}`, { width, height: 600 });
  }

  /** A page of Candor's, drawn. */
  async open(path, size = { width: 1200, height: 900 }) {
    const page = await this.context.newPage();
    await page.setViewportSize(size);
    await page.goto(this.address(path));
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true], .bare"));
    return page;
  }

  /** What the worker knows of a page's ads; waits until there are `count`. */
  async adsOn(page, count = 1) {
    const tab = await this.tabOf(page);
    return until(async () => {
      const { ads = [] } = await this.ask({ ask: "popup", tab });
      return ads.length >= count ? ads : undefined;
    }, () => `${count} ads on ${page.url()}`);
  }

  /** Why an ad appeared, as the panel shows it. */
  why(ad) { return this.ask({ ask: "why", ad }); }

  /** The labels (or notes) on a page, from the top: they stand in a closed shadow tree that only the debugger sees into. */
  async labels(page, kind = "label") {
    const session = await this.context.newCDPSession(page);
    const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
    const labels = [];
    const walk = (node) => {
      const attributes = node.attributes ?? [];
      if (attributes[attributes.indexOf("class") + 1] === kind && !attributes.includes("hidden")) labels.push(node);
      for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) walk(child);
    };
    walk(root);
    const found = [];
    for (const label of labels) {
      // One may go while it is looked at.
      const ask = (what) => session.send(`DOM.${what}`, { nodeId: label.nodeId }).catch(() => undefined);
      const [outer, box] = [await ask("getOuterHTML"), await ask("getBoxModel")];
      if (!outer || !box) continue;
      const [x, y] = box.model.border;
      found.push({ html: outer.outerHTML, x, y, width: box.model.width, height: box.model.height });
    }
    await session.detach();
    return found.sort((a, b) => a.y - b.y);
  }

  /** The labels on a page, once there are `count`. */
  labelsOn(page, count = 1, kind = "label") {
    return until(async () => {
      const found = await this.labels(page, kind);
      return found.length >= count && found;
    }, () => `${count} ${kind}s on ${page.url()}`);
  }

  /** Clicks a label as a person does, and gives the panel's frame once it is drawn and takes clicks. */
  async openPanel(page, label) {
    await page.mouse.click(label.x + label.width / 2, label.y + label.height / 2);
    const frame = await until(() => panelOf(page), () => "the panel");
    await frame.waitForSelector("[data-test=sentence]");
    // It takes clicks once it was in sight for a moment.
    await frame.waitForSelector("html[data-clear]");
    return frame;
  }

  /**
   * Presses a key and waits for what it leads to. Not for the browser's word that the key was let go: Chromium
   * never gives it where the frame that had the focus goes away at that key, as the panel does at Escape.
   */
  async press(page, key, follows, what) {
    page.keyboard.press(key).catch(() => {});
    await until(follows, () => `${what}, after ${key}`);
  }

  /** Closes the panel on a page as a person does. */
  leavePanel(page) { return this.press(page, "Escape", () => !panelOf(page), "the panel to close"); }

  /** Keeps a picture in tests/out. */
  async shot(page, name) {
    await mkdir(OUT, { recursive: true });
    await page.screenshot({ path: `${OUT}${name}.png` });
  }
}

/** The panel's frame on a page, while it is open. */
export const panelOf = (page) => page.frames().find((frame) => frame.url().includes("/panel.html"));

/** Faults that a screen reader's person would meet. */
export async function faults(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

/** Asks again until there is an answer. */
export async function until(ask, what, millis = 15_000) {
  const end = Date.now() + millis;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited ${millis} ms for ${what()}`);
    await sleep(100);
  }
}
