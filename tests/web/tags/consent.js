(options) => {
  // Shows the banner unless a choice was made; lets the held-back scripts go after a yes.
  const chosen = document.cookie.split("; ").find((pair) => pair.startsWith(`${options.cookie}=`));
  const release = () => {
    for (const held of document.querySelectorAll(options.gate)) {
      const script = document.createElement("script");
      for (const { name, value } of held.attributes) if (name !== "type") script.setAttribute(name, value);
      script.async = false;
      script.textContent = held.textContent;
      held.replaceWith(script);
    }
  };
  const choose = (value) => {
    document.cookie = `${options.cookie}=${encodeURIComponent(value)}; path=/; max-age=31536000; secure`;
    document.querySelector("[data-banner]")?.remove();
    if (value === options.yes || options.despite) release();
  };
  document.addEventListener("DOMContentLoaded", () => {
    if (chosen) {
      if (decodeURIComponent(chosen).endsWith(options.yes)) release();
      return;
    }
    const holder = document.createElement("div");
    holder.dataset.banner = "";
    holder.innerHTML = options.banner;
    holder.firstElementChild.style.cssText =
      "position:fixed;inset:auto 0 0 0;padding:20px 32px;background:#fff;box-shadow:0 -4px 24px #0003;z-index:2147483000";
    document.body.append(holder);
    document.querySelector(options.accept).addEventListener("click", () => choose(options.yes));
    document.querySelector(options.reject).addEventListener("click", () => choose(options.no));
  });
}
