// Bodies as the browser shows them, packed: what the edge hands to the core is the text, bounded, whatever comes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";

import { request, unpacked } from "../../extension/browser.js";

const MOST = 64 * 1024;
const ROWS = (await readFile(new URL("../wire/requests.ndjson", import.meta.url), "utf8")).trim().split("\n").map((line) => JSON.parse(line));
const BODIES = ROWS.map(({ body }) => body).filter((body) => body);
const PACKINGS = [gzipSync, ...[1, 6, 9].map((level) => (bytes) => deflateSync(bytes, { level }))];

/** A request with these bytes, as webRequest tells of it. */
const sent = (bytes) => ({
  requestId: "1", url: "https://a.example/e", method: "POST", type: "xmlhttprequest",
  requestBody: { raw: [{ bytes: Uint8Array.from(bytes).buffer }] },
});

/** The body that reaches the core. */
async function told(bytes) {
  const what = await (unpacked(sent(bytes)) ?? request(sent(bytes)));
  return what.body;
}

test("every body of the wire's rows comes out of every packing as it went in", async () => {
  assert.ok(BODIES.length > 10);
  for (const body of BODIES) for (const pack of PACKINGS) assert.equal(await told(pack(Buffer.from(body))), body);
});

test("what is not packed is not unpacked", async () => {
  for (const body of [...BODIES, "x", "x^2=4", "xylophone", ""]) assert.equal(await told(Buffer.from(body)), body);
  assert.equal(unpacked({ ...sent(gzipSync("a=1")), type: "main_frame" }), undefined, "what a person types into a form is not looked at");
});

test("a bomb is read as far as any body is", async () => {
  const zeros = Buffer.alloc(64 << 20, "a");
  for (const pack of PACKINGS) assert.equal(await told(pack(zeros)), "a".repeat(MOST));
});

test("a packed body that breaks off, or is broken, says what it said before, or nothing of its own", async () => {
  const body = JSON.stringify(Array.from({ length: 2000 }, (_, n) => ({ event: "ViewContent", item: `NT-${(n * 7919) % 10007}` })));
  for (const pack of PACKINGS) {
    const whole = pack(Buffer.from(body));
    for (let at = 2; at < whole.length; at += 211) {
      const read = await told(whole.subarray(0, at));
      assert.ok(read.length <= MOST && (body.startsWith(read) || read === new TextDecoder().decode(whole.subarray(0, at))), `cut at ${at}`);
      const spoiled = Buffer.from(whole);
      spoiled[at] ^= 0x55;
      assert.ok((await told(spoiled)).length <= MOST, `spoiled at ${at}`);
    }
  }
});
