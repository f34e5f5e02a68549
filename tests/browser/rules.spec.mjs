// Chromium's rules and the classifier come from the same lists: on the same requests they decide the same,
// except for what the browser's form cannot say, which is counted by class.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { candor as commandLine } from "./command.mjs";
import { Candor, until } from "./harness.mjs";

const KNOWLEDGE = fileURLToPath(new URL("../../dist/knowledge/", import.meta.url));
const PAGE = "https://www.page.example/";
const TYPES = { script: "script", image: "image", subdocument: "sub_frame", xmlhttprequest: "xmlhttprequest", stylesheet: "stylesheet", media: "media", ping: "ping", font: "font", other: "other", websocket: "websocket", object: "object" };

const rulesOf = async (name) => JSON.parse(await readFile(join(KNOWLEDGE, "rulesets", `${name}.json`), "utf8"));

let candor;
before(async () => {
  // Only the copy may ask Chromium what its rules would do; the shipped extension has no use for that.
  candor = await Candor.start({ granted: ["declarativeNetRequestFeedback"] });
  await candor.welcome({ mode: "strict" });
  const enabled = () => candor.keeper.evaluate(() => chrome.declarativeNetRequest.getEnabledRulesets());
  await until(async () => (await enabled()).includes("strict"), () => "the strict rules");
});
after(() => candor.close());

/** The rules' texts out of the second file; its form is told in src/knowledge/rules.rs. */
async function ruleTexts() {
  const file = await readFile(join(KNOWLEDGE, "rules.bin"));
  const word = (at) => file.readUInt32LE(4 * at);
  const [lists, count] = [word(1), word(2)];
  const first = 3 + lists, body = 4 * (first + 2 * count + 1);
  const begin = (id) => body + word(id === count ? first + 2 * count : first + 2 * id + 1);
  return Array.from({ length: count }, (_, id) => file.toString("utf8", begin(id), begin(id + 1)));
}

/** A request that a rule means, and two that it may not: of another type, and of another page. */
function requestsFor(text, number) {
  const [, pattern, listed = ""] = /^(?:@@)?(.*?)(?:\$([^$/]*))?$/.exec(text);
  if (pattern.startsWith("/") && pattern.endsWith("/")) return [];
  const options = listed.split(",");
  const page = options.find((option) => option.startsWith("domain="))?.slice(7).split("|").find((name) => /^[a-z0-9]/.test(name));
  const kinds = options.filter((option) => option in TYPES);
  let url = pattern.replace(/\^\||\^$/, "/").replaceAll("^", "/").replaceAll("*", "x");
  if (url.startsWith("||")) url = `https://${number % 3 ? "" : "sub."}${url.slice(2)}`;
  else if (url.startsWith("|")) url = url.slice(1);
  else url = url.startsWith("://") ? `https${url}` : `https://www.shop.example/${url.replace(/^\//, "")}`;
  url = url.replace(/\|$/, "");
  if (!/^https?:\/\/[a-z0-9][a-z0-9.-]*\.[a-z]+(\/|$)/.test(url) || !URL.canParse(url)) return [];
  const { href, origin } = new URL(url);
  const source = page ? `https://${page.replace(".*", ".com")}/` : options.includes("~third-party") ? `${origin}/` : PAGE;
  const type = kinds[0] ?? ["script", "image", "xmlhttprequest"][number % 3];
  const other = type === "stylesheet" ? "font" : "stylesheet";
  return [{ url: href, source, type }, { url: href, source, type: other }, { url: `${href}x`, source: `${origin}/`, type }];
}

/** Addresses as any page has them, and some that only regular expressions speak of. */
function ordinary() {
  const hosts = ["www.shop.example", "cdn.shop.example", "www.google.com", "www.facebook.com", "cdn.jsdelivr.net", "fonts.gstatic.com", "abcdefghij.xyz", "x.cloudfront.net", "static.news.example", "api.stripe.com"];
  const paths = ["/", "/js/main.min.js", "/img/logo.svg?v=3", "/tr/?id=1", "/tag.min.js", "/0123456789abcdef0123456789abcdef/invoke.js", "/api/cart", "/ads/banner.js", "/collect?v=2&tid=G-1"];
  return hosts.flatMap((host, row) => paths.map((path, column) => ({
    url: `https://${host}${path}`, source: PAGE, type: ["script", "image", "xmlhttprequest", "subdocument"][(row + column) % 4],
  })));
}

/** Why Chromium may decide differently: what the report calls "not in the browser's form". */
const REASONS = {
  "what balanced stops by Candor's own tables, strict stops too": ({ theirs, balanced }) => theirs && balanced.has(JSON.stringify(theirs.condition)),
  "a page's name with any suffix": ({ ours }) => /[=|]~?[^|,]+\.\*/.test(ours.rule?.text ?? ""),
  "a regular expression that may need more than the browser gives it": ({ ours }) => /^(@@)?\/.*\/(\$|$)/.test(ours.rule?.text ?? ""),
};

test("Chromium decides as the classifier does", async (context) => {
  const texts = await ruleTexts();
  // More of those with a page, an exception or a wildcard, which are the harder ones.
  const hard = texts.filter((text) => /domain=|^@@|\*|denyallow|important/.test(text));
  const sampled = [...texts.filter((_, id) => id % 400 === 0), ...hard.filter((_, id) => id % 16 === 0)];
  const requests = [...sampled.flatMap(requestsFor), ...ordinary()];
  assert.ok(requests.length >= 1000, `${requests.length} requests`);

  const answers = (await commandLine(["classify", "--knowledge", join(KNOWLEDGE, "pack.bin")], requests.map((line) => JSON.stringify(line)).join("\n")))
    .trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(answers.length, requests.length);
  const matched = await candor.keeper.evaluate(([list, types]) => Promise.all(list.map(async ({ url, source, type }) => {
    const { matchedRules } = await chrome.declarativeNetRequest.testMatchOutcome({ url, initiator: new URL(source).origin, type: types[type] });
    return matchedRules.find((rule) => rule.rulesetId === "strict")?.ruleId;
  })), [requests, TYPES]);

  const strict = new Map((await rulesOf("strict")).map((rule) => [rule.id, rule]));
  const balanced = new Set((await rulesOf("balanced")).map((rule) => JSON.stringify(rule.condition)));
  const counts = new Map(), unexplained = [];
  let blocked = 0;
  answers.forEach((ours, at) => {
    const theirs = strict.get(matched[at]);
    blocked += ours.action === "block";
    if ((ours.action === "block") === (theirs?.action.type === "block")) return;
    const [reason] = Object.entries(REASONS).find(([, holds]) => holds({ ours, theirs, balanced })) ?? [];
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    else unexplained.push(`${JSON.stringify(requests[at])} ours: ${ours.action} ${ours.rule?.text}; Chromium's: ${JSON.stringify(theirs)}`.slice(0, 600));
  });
  const differing = [...counts.values()].reduce((sum, count) => sum + count, 0);
  context.diagnostic(`${requests.length} requests, ${blocked} of them blocked; ${differing} differ: ${JSON.stringify([...counts])}`);
  assert.deepEqual(unexplained, []);
  assert.ok(blocked > requests.length / 5, "many of them are blocked");
  assert.ok(differing < requests.length / 100, "few of them differ");
});

test("Chromium takes every rule, and all of them together", async () => {
  const [balanced, strict] = [await rulesOf("balanced"), await rulesOf("strict")];
  assert.ok(balanced.length + strict.length <= 30_000);
  const expressions = [...balanced, ...strict].map((rule) => rule.condition).filter((condition) => condition.regexFilter);
  assert.ok(expressions.length > 0 && expressions.length <= 1000);
  const refused = await candor.keeper.evaluate(async (list) => {
    const answers = await Promise.all(list.map(({ regexFilter: regex, isUrlFilterCaseSensitive: isCaseSensitive = false }) =>
      chrome.declarativeNetRequest.isRegexSupported({ regex, isCaseSensitive })));
    return list.filter((_, at) => !answers[at].isSupported).map((condition) => condition.regexFilter);
  }, expressions);
  assert.deepEqual(refused, []);
});

test("strict takes click identifiers off links, and nothing else; an allowed brand's links stay whole", async () => {
  const link = "https://www.northtrail.example/?size=42&gclid=Cj0KCQiA1b2c3d4&fbclid=IwAR0x1y2z3&utm_source=news";
  const arrives = async () => {
    const page = await candor.context.newPage();
    await page.goto(link);
    const { search } = new URL(page.url());
    await page.close();
    return search;
  };
  assert.equal(await arrives(), "?size=42&utm_source=news");
  await candor.tell({ type: "decided", scope: { type: "brand", brand: "northtrail.example" }, choice: "allow" });
  assert.equal(await arrives(), new URL(link).search);
});
