{
  // The shop waits for its analytics to say "sent" before it goes on, as many do.
  const form = document.getElementById("order-form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const token = await grecaptcha.execute("6LcB3");
    form.insertAdjacentHTML("beforeend", `<input type="hidden" name="g-recaptcha-response" value="${token}">`);
    gtag("event", "add_payment_info", { send_to: "default", event_callback: () => form.submit() });
  });
}
