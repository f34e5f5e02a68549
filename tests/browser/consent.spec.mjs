// Each consent product as it behaves: asked, a yes on one site and a no on another, and the choice known again on
// the next visit. What fired before and after is told from what carried nothing to know anybody by.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BANNERS, siteOf } from "../web/banners.mjs";
import { Candor, until } from "./harness.mjs";

let candor;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
});
after(() => candor.close());

/** Where the page's script puts the buttons, from the left and the bottom; what answers late stands where "more" did. */
const PLACES = { yes: [120, 40], no: [340, 40] };
const STATES = { yes: "accepted", no: "rejected" };
/** Who is told after each answer. */
const TOLD = { yes: "Meta", no: "Pinterest" };

/** The visit as the site's makers see it, once `seen` holds. */
const visit = (page, seen, what) => until(async () => {
  const { visit } = await candor.ask({ ask: "site_view", tab: await candor.tabOf(page) });
  return visit && seen(visit) && visit;
}, () => what);

const states = ({ consent }) => consent.map(([, state]) => state);
/** Companies that were told something, with the choice as it bore; those that got nothing to know anybody by apart. */
const timeline = ({ calls }) => calls.filter(({ company, told }) => company && told.length > 0)
  .map(({ company, consent, anonymous }) => anonymous ? `${company}, anonymous` : `${company}, ${consent}`);
const findings = (visit, principle) => visit.findings.filter(([id]) => id === principle).map(([, { what }]) => what.id).sort();

const calls = (count) => (visit) => timeline(visit).length >= count;

async function asked(page, banner) {
  // What the first layer offers is seen, too: in Sourcepoint's own frame that is a look of its own.
  const seen = (visit) => states(visit).includes("asked") && calls(2)(visit) && findings(visit, "control").length > 0;
  const view = await visit(page, seen, `${banner.id} to ask`);
  assert.deepEqual(states(view), ["asked"], banner.id);
  assert.equal(view.consent_product ?? null, banner.name);
  return view;
}

async function answer(page, banner, reply) {
  const [x, y] = PLACES[reply];
  const { height } = page.viewportSize();
  for (let click = 0; click < (reply === "no" ? banner.clicks ?? 1 : 1); click += 1) await page.mouse.click(x, height - y);
  const heard = (visit) => states(visit).length > 1 && calls(3)(visit) && (!banner.named || visit.disclosed);
  return visit(page, heard, `${banner.id} to hear "${reply}"`);
}

for (const banner of BANNERS) {
  for (const reply of ["yes", "no"]) {
    test(`${banner.name ?? "a banner of the site's own"}: ${reply}`, async () => {
      const url = `https://www.${siteOf(banner, reply)}/`;
      const page = await candor.context.newPage();
      await page.goto(url);
      await asked(page, banner);
      const view = await answer(page, banner, reply);
      assert.deepEqual(states(view), ["asked", STATES[reply]], "asked, then chosen");
      assert.equal(view.chosen_earlier, false);
      assert.deepEqual(timeline(view).sort(), ["Criteo, asked", "Google, anonymous", `${TOLD[reply]}, ${STATES[reply]}`]);
      assert.equal(view.clicks, reply === "no" ? banner.clicks ?? 1 : 1, "clicks");
      const no = reply === "no";
      assert.deepEqual(findings(view, "permission"), [...(no ? ["seen_after_refusal"] : []), "seen_before_choice"]);
      assert.deepEqual(findings(view, "sincerity"), no ? ["seen_promise_broken"] : []);
      const hard = no ? "seen_long_no" : "seen_hard_no";
      assert.deepEqual(findings(view, "control"), [banner.clicks ? hard : "seen_easy_no"]);
      const list = view.disclosed && [view.disclosed.named, view.disclosed.told];
      assert.deepEqual(list ?? null, banner.named ?? null, "named, of those told");
      const open = banner.named && (banner.named[0] === banner.named[1] ? "seen_all_named" : "seen_unnamed");
      assert.deepEqual(findings(view, "openness"), open ? [open] : []);

      await page.goto(url);
      const again = await visit(page, (visit) => calls(3)(visit) && (banner.forgotten || states(visit).length > 0), `${banner.id} again`);
      const earlier = banner.forgotten ? "unknown" : STATES[reply];
      assert.deepEqual(states(again), banner.forgotten ? [] : [earlier]);
      assert.equal(again.chosen_earlier, !banner.forgotten, "chosen on an earlier visit");
      assert.deepEqual(timeline(again).sort(), [`Criteo, ${earlier}`, "Google, anonymous", `${TOLD[reply]}, ${earlier}`]);
      const broken = no && !banner.forgotten ? ["seen_promise_broken", "seen_promise_broken"] : [];
      assert.deepEqual(findings(again, "sincerity"), broken, "a no of an earlier visit is one");
      await page.close();
    });
  }
}

test("the brand's page and the site view say it", async () => {
  const [banner] = BANNERS;
  const page = await candor.visit(`https://www.${siteOf(banner, "no")}/`);
  const view = await candor.open(`dashboard.html#/site/${await candor.tabOf(page)}`);
  await view.waitForSelector("[data-test=consent-line][data-state=rejected]");
  assert.match(await view.innerText("body"), /OneTrust/);
  await view.close();
  const brand = await candor.open(`dashboard.html#/brand/${siteOf(banner, "no")}`);
  assert.match(await brand.textContent("[data-test=principle-sincerity]"), /You said no, and Criteo was told all the same/);
  await Promise.all([brand.close(), page.close()]);
});
