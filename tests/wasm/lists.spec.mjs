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
  const runs = [];
  for (let end = 0; end === 0; ) {
    const from = performance.now();
    end = run(steps);
    runs.push({ end, ms: performance.now() - from });
  }
  const { end } = runs.at(-1);
  const [told, pack, change] = [0, 1, 2].map((part) => Buffer.from(memory.buffer, place(part), length(part)));
  return { end, runs, bytes: memory.buffer.byteLength, told: JSON.parse(told), pack, change: end === 1 && JSON.parse(change) };
}

test("the same lists give the same pack, byte for byte, and change no rule of the browser's", async (t) => {
  const bundled = await Promise.all(BUNDLED.map(read));
  const texts = await Promise.all(LISTS.map(async (number) => Buffer.from(await listText(number))));
  const { end, runs, bytes, told, pack, change } = await made([...bundled, ...texts], 400);
  const times = runs.map(({ ms }) => ms);
  const [all, longest] = [times.reduce((sum, ms) => sum + ms, 0), Math.max(...times)].map(Math.round);
  t.diagnostic(`An update: ${all} ms of the thread, of which it lets go between runs of at most ${longest} ms; ${bytes >> 20} MB while it lasts.`);
  assert.equal(end, 1, JSON.stringify(told));
  assert.ok(pack.equals(bundled[0]), "the same bytes");
  assert.deepEqual(change, { off: [], add: [], over: 0 });
  assert.ok(runs.length > 1000, "in slices");
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
