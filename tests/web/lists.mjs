// The filter lists' own server. What it has, a test says; else it has nothing.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { notFound } from "./http.mjs";

const PACKAGE = new URL("../../data/node_modules/@adguard/dnr-rulesets/dist/filters/declarative/", import.meta.url);

/** The numbers of the lists, in the order in which Candor asks for them. */
export const LISTS = [2, 3, 4, 17];

/** A list's text as it was when Candor was built. */
export async function listText(number) {
  const rules = JSON.parse(await readFile(new URL(`ruleset_${number}/ruleset_${number}.json`, PACKAGE), "utf8"));
  return rules.find((rule) => rule.metadata?.rawFilterList).metadata.rawFilterList;
}

/** The same list some time later, with a checksum of its own. */
export function later(text, change) {
  const time = new Date().toISOString().replace(/\..*/, "+00:00");
  const changed = change(text).replace(/^! Checksum:[^\n]*\n/, "").replace(/^! TimeUpdated:.*$/m, `! TimeUpdated: ${time}`);
  const sum = createHash("md5").update(changed.replace(/\r/g, "").replace(/\n+/g, "\n")).digest("base64").replace(/=+$/, "");
  return `! Checksum: ${sum}\n${changed}`;
}

export const lists = {
  hosts: [{
    host: /^filters\.adtidy\.org$/,
    answer: ({ path }, world) => world.lists?.(Number(/\/(\d+)\.txt$/.exec(path)?.[1])) ?? notFound(),
  }],
};
