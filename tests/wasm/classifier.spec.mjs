// The classifier's wasm says what the native core says, through its boundary of integers.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { Classifier, KINDS } from "../../src/bin/classifier.js";
import { candor } from "../browser/command.mjs";

const at = (path) => new URL(`../../${path}`, import.meta.url);
const NONE = 0xffffffff;
/** What filter lists call kinds, where that is not the browser's word. */
const KIND = { subdocument: "sub_frame", document: "main_frame", beacon: "ping", xhr: "xmlhttprequest" };

async function classifier(pack) {
  const code = await readFile(at("dist/classifier/candor-classifier.wasm"));
  return new Classifier((await WebAssembly.instantiate(code)).instance, pack);
}

test("every request of the sample gets the same verdict in wasm and natively", async () => {
  const [pack, rules, sample] = await Promise.all(
    ["dist/chromium/knowledge/pack.bin", "dist/chromium/knowledge/rules.bin", "tests/agree/sample.ndjson"].map((path) => readFile(at(path))),
  );
  const native = (await candor(["classify"], sample)).trim().split("\n").map((line) => JSON.parse(line));
  const wasm = await classifier(pack);
  const view = new DataView(rules.buffer, rules.byteOffset, rules.byteLength);
  const requests = sample.toString().trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(native.length, requests.length);
  assert.ok(requests.length > 200);
  const decided = new Set();
  for (const [row, { url, source, type }] of requests.entries()) {
    const kind = KIND[type] ?? type;
    assert.ok(KINDS.includes(kind), `a kind of request that the browser has: ${type}`);
    const verdict = wasm.classify(url, source, kind, "GET");
    const rule = verdict.rule === NONE ? null : wasm.rule(verdict.rule, view);
    const said = {
      party: verdict.third ? "third" : "first",
      company: wasm.company(verdict.company)?.name ?? null,
      function: verdict.function ?? null,
      action: verdict.action,
      rule: rule && { list: rule.list, text: rule.text },
    };
    const { party, company, function: job, action, rule: by } = native[row];
    assert.deepEqual(said, { party, company, function: job, action, rule: by && { list: by.list, text: by.text } }, url);
    decided.add(action);
  }
  assert.deepEqual([...decided].sort(), ["allow", "block", "none"]);
});

test("a broken pack is refused with a reason", async () => {
  const pack = await readFile(at("dist/chromium/knowledge/pack.bin"));
  const rows = [
    [new Uint8Array(64), /not a knowledge pack/],
    [pack.subarray(0, pack.length >> 1), /broken/],
  ];
  for (const [bytes, reason] of rows) await assert.rejects(classifier(bytes), reason);
});
