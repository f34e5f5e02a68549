{
  const form = document.getElementById("order-form");
  paypal.Buttons({
    onApprove: ({ id }) => {
      form.insertAdjacentHTML("beforeend", `<input type="hidden" name="paypal_order" value="${id}">`);
      form.submit();
    },
  }).render(document.getElementById("pay"));
}
