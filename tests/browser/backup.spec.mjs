// A back-up of all choices: saved, read into another browser after a look at what it changes, taken back.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { Candor, faults, until } from "./harness.mjs";

const DECIDED = [
  { type: "decided", scope: { type: "brand", brand: "northtrail.example" }, choice: "hide" },
  { type: "decided", scope: { type: "company", company: "Criteo" }, choice: "block" },
  { type: "paused", site: "dailyherald.example", pause: {} },
];

let candor, page, text;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
  await candor.tell({ type: "together", said: DECIDED });
  page = await candor.open("dashboard.html#/settings", { width: 360, height: 600 });
});
after(() => candor.close());

const settings = async () => (await candor.ask({ ask: "settings" })).settings;
const pick = (text) => page.setInputFiles("[data-test=backup-open]", { name: "choices.json", mimeType: "application/json", buffer: Buffer.from(text) });

test("what is saved is JSON that holds every choice", async () => {
  const download = page.waitForEvent("download");
  await page.click("[data-test=backup-save]");
  text = await readFile(await (await download).path(), "utf8");
  const { schema, choices, pauses } = JSON.parse(text);
  assert.equal(schema, "candor.choices/1");
  assert.deepEqual(choices.map(({ since, ...row }) => row), [{ brand: "northtrail.example", choice: "hide" }, { company: "Criteo", choice: "block" }]);
  assert.deepEqual(pauses, [{ site: "dailyherald.example", until: null }]);
});

test("a file that says what holds already changes nothing", async () => {
  await pick(text);
  await page.waitForSelector("[data-test=backup-same]");
});

test("a broken file changes nothing and says in which line it is broken", async () => {
  const before = await settings();
  const broken = text.replace('"hide"', '"hidden"');
  await pick(broken);
  const words = await page.locator("[data-test=backup-broken]").innerText();
  const line = broken.split("\n").findIndex((row) => row.includes("hidden")) + 1;
  assert.match(words, new RegExp(`\\b${line}\\b.*hidden`));
  assert.deepEqual(await settings(), before);
});

test("a file is read in after a look at what it changes, and one click takes it back", async () => {
  await candor.tell({ type: "together", said: [{ ...DECIDED[0], choice: "allow" }, { ...DECIDED[1], choice: undefined }, { ...DECIDED[2], pause: undefined }] });
  const before = await settings();
  await pick(text);
  await page.waitForSelector("[data-test=backup-preview] li");
  assert.equal(await page.locator("[data-test=backup-preview] li").count(), 3);
  assert.deepEqual(await faults(page), []);
  await page.locator("[data-test=backup-preview]").scrollIntoViewIfNeeded();
  await candor.shot(page, "backup-preview");
  assert.deepEqual(await settings(), before, "looking changes nothing");
  await page.click("[data-test=backup-do]");
  await until(async () => (await settings()).choices.length === 2, () => "the choices of the file");
  const { choices, pauses } = JSON.parse(text);
  const after = await settings();
  assert.deepEqual(after.choices.map(([, choice, since]) => [choice, since]), choices.map(({ choice, since }) => [choice, since]));
  assert.deepEqual(Object.keys(after.pauses), pauses.map(({ site }) => site));
  await page.click("[data-test=undo]");
  await until(async () => JSON.stringify(await settings()) === JSON.stringify(before), () => "the settings as they were");
});
