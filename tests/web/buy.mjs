// Buys what a product page offers, the way a person does it.

export async function buy(page) {
  const slow = { timeout: 8000 };
  await page.click("#add-to-cart");
  await page.waitForURL("**/cart", slow);
  await page.click("#to-checkout");
  await page.fill("input[name=email]", "kim@mail.example");
  await page.click("#pay", slow);
  await page.waitForURL("**/thank-you", slow);
}
