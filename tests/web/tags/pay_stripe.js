{
  const stripe = Stripe("pk_live_51NTRL");
  const form = document.getElementById("order-form");
  const pay = document.getElementById("pay");
  pay.disabled = true;
  stripe.mount(document.getElementById("payment")).then(() => { pay.disabled = false; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { id } = await stripe.confirm();
    form.insertAdjacentHTML("beforeend", `<input type="hidden" name="payment_intent" value="${id}">`);
    form.submit();
  });
}
