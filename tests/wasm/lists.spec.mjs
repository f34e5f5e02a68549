// The wasm of the lists' updates, through its boundary of integers: the lists of the build give the pack of the build.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { LISTS, listText } from "../web/lists.mjs";

const read = (path) => readFile(new URL(`../../dist/chromium/${path}`, import.meta.url));
const BUNDLED = ["knowledge/pack.bin", "knowledge/base.json", "knowledge/rulesets/strict.json"];

/** What the wasm makes of these files, in runs of so many steps. */
async function made(files, steps) {
  const { instance } = await WebAssembly.instantiate(await read("lists/candor-lists.wasm"));
  const { memory, give, begin, run, place, length } = instance.exports;
  for (const file of files) {
    const at = give(file.length);
    new Uint8Array(memory.buffer).set(file, at);
  }
  begin();
  let [end, runs] = [0, 0];
  for (; end === 0; runs += 1) end = run(steps);
  const [told, pack, change] = [0, 1, 2].map((part) => Buffer.from(memory.buffer, place(part), length(part)));
  return { end, runs, told: JSON.parse(told), pack, change: end === 1 && JSON.parse(change) };
}

test("the same lists give the same pack, byte for byte, and change no rule of the browser's", async () => {
  const bundled = await Promise.all(BUNDLED.map(read));
  const texts = await Promise.all(LISTS.map(async (number) => Buffer.from(await listText(number))));
  const { end, runs, told, pack, change } = await made([...bundled, ...texts], 400);
  assert.equal(end, 1, JSON.stringify(told));
  assert.ok(pack.equals(bundled[0]), "the same bytes");
  assert.deepEqual(change, { off: [], add: [], over: 0 });
  assert.ok(runs > 1000, "in slices");
  assert.ok(told.rules > 100_000 && told.version.length > 10);
});

test("what is no update is refused with a reason", async () => {
  const bundled = await Promise.all(BUNDLED.map(read));
  const html = Buffer.from("<!doctype html>");
  for (const [files, expected] of [
    [[], { why: "broken" }],
    [[Buffer.alloc(64), ...bundled.slice(1)], { why: "broken" }],
    [bundled, { list: "AdGuard Base", why: "unreachable" }],
    [[...bundled, html], { list: "AdGuard Base", why: "other_list" }],
    [[...bundled, Buffer.from([0xff, 0xfe])], { list: "AdGuard Base", why: "not_text" }],
  ]) {
    const { end, told } = await made(files, 400);
    assert.deepEqual([end, told], [2, expected]);
  }
});
