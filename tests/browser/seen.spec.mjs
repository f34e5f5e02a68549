// What pages show by themselves reaches the record: what lies over them, what their forms want, and a typed
// address that leaves. Each beside a page that does not do so.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { shopOf } from "../web/shops.mjs";
import { Candor, until } from "./harness.mjs";

const EMAIL = "anna@example.org";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
});
after(() => candor.close());

/** What the record of a shop found, by principle. */
async function found(key, principle) {
  const { principles = [] } = await candor.ask({ ask: "brand", site: shopOf(key).site });
  return principles.filter(({ id }) => id === principle).flatMap(({ findings }) => findings.map(({ what }) => what.id));
}

const addressOf = (key, path) => `https://www.${shopOf(key).site}${path}`;

test("what lies over a page at once is seen, and what its form wants", async () => {
  for (const key of ["northtrail", "papertown"]) await (await candor.shop(key)).close();
  const page = await candor.visit(addressOf("northtrail", "/club"));
  await until(async () => (await found("northtrail", "restraint")).includes("seen_prompt"), () => "the prompt in the record");
  assert.ok((await found("northtrail", "minimisation")).includes("seen_demands"));
  await page.close();
  await (await candor.visit(addressOf("papertown", "/"))).close();
  assert.ok(!(await found("papertown", "restraint")).includes("seen_prompt"));
  assert.ok(!(await found("papertown", "minimisation")).includes("seen_demands"));
});

test("a checkout that wants no more than it needs is seen", async () => {
  const page = await candor.visit(addressOf("papertown", "/checkout"));
  await until(async () => (await found("papertown", "minimisation")).includes("seen_modest_checkout"), () => "the checkout in the record");
  await page.close();
});

const HASH = createHash("sha256").update(EMAIL).digest("hex");

/** The page tells an ad company who is there. */
async function tells(page, mark) {
  await page.evaluate((tell) => fetch(tell, { mode: "no-cors" }).catch(() => {}), `https://gum.criteo.com/sid/json?em=sha256_${HASH}&mark=${mark}`);
  await candor.settle();
}

/** Types an address into a shop's checkout as a person does; then the page tells an ad company of it. */
async function typed(key) {
  const page = await candor.visit(addressOf(key, "/checkout"));
  await page.locator("#order-form [name=email]").pressSequentially(EMAIL);
  await tells(page, "typed");
  return page;
}

const typedBefore = async () => (await found("northtrail", "minimisation")).includes("seen_typed_before");

test("a typed address is looked for only where that is switched on, and kept nowhere", async () => {
  await candor.tell({ type: "set", name: "research_log", value: true });
  await (await typed("northtrail")).close();
  assert.ok(!await typedBefore());
  await candor.tell({ type: "set", name: "typed", value: true });
  const page = await typed("northtrail");
  await until(typedBefore, () => "the typed address in the record");
  await page.close();
  await candor.ask({ ask: "settings" });
  const session = await candor.keeper.evaluate(async () => JSON.stringify(await chrome.storage.session.get()));
  const kept = session + await candor.onDisk();
  assert.match(kept, /gum\.criteo\.com\/sid\/json/, "the request is in the log");
  for (const form of ["anna@", "anna%40", HASH]) assert.ok(!kept.includes(form), form);
});

for (const forgets of [false, true]) {
  test(`what was typed is ${forgets ? "forgotten with the rest" : "found in every message"}`, async () => {
    const facts = async () => (await candor.ask({ ask: "export", what: "facts" })).text;
    const count = (text) => text.split('"type":"typed"').length - 1;
    const page = await typed("northtrail");
    await until(async () => count(await facts()) > 0, () => "the typed address in the log");
    if (forgets) await candor.tell({ type: "forget", forget: "everything" });
    const before = count(await facts());
    await tells(page, `later-${forgets}`);
    const after = await until(async () => { const text = await facts(); return text.includes(`later-${forgets}`) && text; }, () => "the later message in the log");
    assert.equal(count(after) - before, forgets ? 0 : 1);
    await page.close();
  });
}
