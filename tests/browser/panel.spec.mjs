// The panel stands inside a page of the web: it closes by keyboard, and takes no click that a page tricked out of the person.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Candor, panelOf, until } from "./harness.mjs";

const NEWS = "https://www.dailyherald.example/harbour-festival";

let candor, news;
before(async () => {
  candor = await Candor.start();
  await candor.welcome();
  await (await candor.shop("northtrail")).close();
  news = await candor.visit(NEWS);
});
after(() => candor.close());

/** A panel of the page, drawn and ready to take clicks. */
async function panel() {
  const [label] = await candor.labelsOn(news);
  return candor.openPanel(news, label);
}

const open = () => panelOf(news);
const pressed = (frame) => frame.getAttribute("[data-test=choice-allow]", "aria-pressed");
/** Which of its own elements the page sees in focus: Candor's one element, or the panel's frame in it. */
const focused = () => news.evaluate(() => ({ ours: document.activeElement?.parentElement === document.documentElement, tag: document.activeElement?.tagName }));

test("Escape inside the panel closes it and gives the focus back to its label", async () => {
  const frame = await panel();
  await frame.focus("[data-test=choice-allow]");
  await candor.leavePanel(news);
  assert.deepEqual(await focused(), { ours: true, tag: "DIV" });
  await candor.press(news, "Enter", open, "the panel again, from its label");
  await (await panel()).click(".close");
  await until(() => !open(), () => "the panel closed by its button");
});

/** What the page lays over the panel: the click goes through to what lies below, and the person sees this. */
async function cover() {
  await news.evaluate(() => {
    const cover = document.createElement("div");
    cover.id = "cover";
    cover.popover = "manual";
    cover.style.cssText = "position:fixed;inset:0;width:100%;height:100%;margin:0;border:0;pointer-events:none;background:#fff";
    cover.textContent = "You have won! Click here.";
    document.body.append(cover);
    cover.showPopover();
  });
}

/** Takes the cover away; says when. */
const uncover = () => news.evaluate(() => (document.querySelector("#cover").remove(), Date.now()));

const middle = async (frame, selector) => {
  const box = await frame.locator(selector).boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

test("a click on a covered panel changes nothing, and counts again once the cover is gone", async () => {
  const frame = await panel();
  const at = await middle(frame, "[data-test=choice-allow]");
  await cover();
  await frame.waitForSelector("html:not([data-clear])");
  await news.mouse.click(...at);
  await candor.settle();
  assert.equal(await pressed(frame), "false", "the click was not the person's choice");
  await uncover();
  await frame.waitForSelector("html[data-clear]");
  await news.mouse.click(...at);
  await until(async () => (await pressed(frame)) === "true", () => "the choice");
  await frame.click("[data-test=undo]");
  await until(async () => (await pressed(frame)) === "false", () => "the choice taken back");
  await candor.leavePanel(news);
});

test("no click counts before the panel was in sight for half a second", async () => {
  const frame = await panel();
  const at = await middle(frame, "[data-test=sentence]");
  // Heard after the guard, so only where it let the click pass.
  await frame.evaluate(() => {
    window.counted = [];
    addEventListener("click", () => window.counted.push(Date.now()), true);
  });
  await cover();
  await frame.waitForSelector("html:not([data-clear])");
  const uncovered = await uncover();
  const first = await until(async () => {
    await news.mouse.click(...at);
    return frame.evaluate(() => window.counted[0]);
  }, () => "a click that counts");
  assert.ok(first - uncovered >= 500, `after ${first - uncovered} ms`);
});
