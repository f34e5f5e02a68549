// Buys what a product page offers, the way a person does it: whatever the checkout asks, until the order is paid.

const slow = { timeout: 8000 };

/** What each kind of checkout wants beside the e-mail address; the others want a click on "pay". */
const STEPS = {
  steps: async (page) => {
    await page.click("#next");
    await page.fill("input[name=address]", "1 Quiet Lane", slow);
    await page.click("#next");
    await page.click("#pay", slow);
  },
  account: async (page) => {
    await page.fill("input[name=password]", "a long one");
    await page.fill("input[name=phone]", "+49 30 1234567");
    await page.fill("input[name=birthday]", "1990-01-01");
    await page.click("#register");
    await page.click("#pay", slow);
  },
  bank: async (page) => {
    await page.click("#pay");
    await page.click("#approve", slow);
  },
  window: async (page) => {
    const [window] = await Promise.all([page.waitForEvent("popup", slow), page.click("#pay")]);
    await window.click("#approve", slow);
  },
};

export async function buy(page, { checkout, door } = {}) {
  if (door) await page.click("#door button");
  await page.click("#add-to-cart");
  await page.waitForURL("**/cart", slow);
  await page.click("#to-checkout");
  await page.fill("input[name=email]", "kim@mail.example", slow);
  const pay = STEPS[checkout] ?? (() => page.click("#pay", slow));
  await pay(page);
  await page.waitForURL("**/thank-you", slow);
}
