document.getElementById("buy").addEventListener("submit", (event) => {
  event.preventDefault();
  minicart.add(new FormData(event.target).get("id"));
});
