// Plays the story for a person: with a display the browser stays open, without one the explanation is printed and pictures are kept.

import { Candor } from "./harness.mjs";

const NEWS = "https://www.dailyherald.example/harbour-festival";
const display = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
if (display) process.env.CANDOR_HEADED = "1";

const say = (text) => console.log(`\n▸ ${text}`);
const candor = await Candor.start(display ? { viewport: null } : {});

say("Candor is installed. The first page asks two things; we answer: show me, and remember for 14 days.");
const welcome = await candor.open("welcome.html");
await candor.shot(welcome, "demo-welcome");
await welcome.check("[data-test=remember]");
await welcome.click("[data-test=start]");
await welcome.waitForSelector("[data-test=next]");
await candor.tell({ type: "set", name: "research_log", value: true });

say("A shop: northtrail.example, Trail Boots. We accept its cookies.");
const shop = await candor.shop("northtrail");
await picture("popup", () => candor.popupFor(shop), async (popup) => {
  console.log(indent(await popup.innerText("main")));
});

say("A news site: dailyherald.example. One of its ads shows the boots.");
const news = await candor.visit(NEWS);
await candor.adsOn(news, 3);
const [label] = await candor.labelsOn(news);
for (const colorScheme of ["light", "dark"]) {
  await news.emulateMedia({ colorScheme });
  await candor.shot(news, `demo-label-${colorScheme}`);
}
await news.emulateMedia({ colorScheme: null });

say("“Why this ad?” — clicked on the ad's label. Read from the real page:");
const panel = await candor.openPanel(news, label);
console.log(indent(await panel.innerText("main")));
for (const colorScheme of ["light", "dark"]) {
  await news.emulateMedia({ colorScheme });
  await candor.shot(news, `demo-panel-${colorScheme}`);
}
await news.emulateMedia({ colorScheme: null });

say("The dashboard.");
for (const section of ["brands", "ads", "log", `site/${await candor.tabOf(shop)}`]) {
  await picture(`dashboard-${section.split("/")[0]}`, () => candor.open(`dashboard.html#/${section}`));
}

if (display) {
  say("The browser stays open: hide the ad, look at the popup of the shop, open the dashboard. Close it to end.");
  await news.bringToFront();
  await new Promise((closed) => candor.context.on("close", closed));
  await candor.web.close();
} else {
  await candor.close();
  say("Pictures are in tests/out.");
}

/** Opens a page of Candor's, keeps it in light and dark, and closes it. */
async function picture(name, open, read = () => {}) {
  const page = await open();
  await read(page);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await candor.shot(page, `demo-${name}-${colorScheme}`);
  }
  await page.close();
}

function indent(text) {
  return text.trim().split("\n").filter((line) => line.trim()).map((line) => `    ${line}`).join("\n");
}
