// The small web keeps a no. That shops tell, that cookies are matched, and that ads come for the reason that the truth
// names, tests/browser/soak.spec.mjs walks through.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../browser/chromium.mjs";
import { settled } from "../browser/settled.mjs";
import { buttons } from "./consent.mjs";
import { start } from "./server.mjs";
import { SHOPS, productUrl } from "./shops.mjs";

let web, browser;
before(async () => {
  web = await start();
  browser = await launch({ args: web.args });
});
after(async () => {
  await browser?.close();
  await web.close();
});

for (const shop of SHOPS.filter((shop) => buttons(shop) && !shop.despite)) {
  test(`after a no at ${shop.name}, the tags that wait stay silent`, async () => {
    const page = await browser.newPage();
    await page.goto(productUrl(shop, shop.products[0]));
    await settled(browser, web);
    await page.click(buttons(shop).reject);
    await settled(browser, web);
    await page.close();
    const told = new Set(web.world.told.filter((t) => t.shop === shop.site).map((t) => t.system));
    for (const system of shop.after) if (!shop.before.includes(system)) assert.ok(!told.has(system), system);
    assert.deepEqual(web.world.failures, []);
  });
}
