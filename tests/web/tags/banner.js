(banner) => {
  // A banner as a row of banners.mjs tells it: asks unless a choice is kept, keeps the answer in the product's
  // own way, speaks by messages where the product does, and fires tags before, after a yes, and after a no.
  const fire = (urls) => { for (const url of urls) new Image().src = url; };
  const keeps = ([where, name, value]) => where === "local"
    ? localStorage.getItem(name) === value
    : document.cookie.split("; ").includes(`${name}=${value}`);
  const keep = ([where, name, value]) => where === "local"
    ? localStorage.setItem(name, value)
    : document.cookie = `${name}=${value}; path=/; max-age=31536000; secure`;
  let chosen = ["yes", "no"].find((answer) => banner.kept[answer].every(keeps));

  const listeners = [];
  const tell = ({ source, callId }, eventStatus) => {
    const returnValue = { tcString: banner.tcf[chosen ?? "none"], eventStatus, gdprApplies: true, cmpStatus: "loaded", listenerId: 1 };
    source.postMessage({ __tcfapiReturn: { returnValue, success: true, callId } }, "*");
  };
  let status = chosen ? "tcloaded" : "cmpuishown";
  addEventListener("message", (event) => {
    const call = event.data?.__tcfapiCall;
    if (!banner.tcf || call?.command !== "addEventListener") return;
    listeners.push({ source: event.source, callId: call.callId });
    tell(listeners.at(-1), status);
  });

  const choose = (answer) => {
    chosen = answer;
    banner.kept[answer].forEach(keep);
    document.querySelector("[data-banner]").remove();
    status = "useractioncomplete";
    for (const listener of listeners) tell(listener, status);
    fire(banner.tags[answer]);
  };
  /** Buttons stand at fixed places, so that tests can click into trees that they cannot see. */
  const place = (root) => {
    const at = { yes: 20, no: 240, more: 240, late: 240 };
    for (const [name, left] of Object.entries(at)) {
      const button = banner.buttons[name] && root.querySelector(banner.buttons[name]);
      if (!button) continue;
      button.style.cssText = `position:fixed;left:${left}px;bottom:20px;width:200px;height:40px`;
      if (name === "late") button.hidden = true;
      button.addEventListener("click", () => {
        if (name !== "more") return choose(name === "late" ? "no" : name);
        button.hidden = true;
        root.querySelector(banner.buttons.late).hidden = false;
      });
    }
  };
  const show = () => {
    const holder = document.createElement("div");
    holder.dataset.banner = "";
    holder.innerHTML = banner.markup;
    document.body.append(holder);
    const first = holder.firstElementChild;
    first.style.cssText = "position:fixed;inset:auto 0 0 0;height:100px;background:#fff;z-index:2147483000";
    if (banner.shadow) {
      const root = first.attachShadow({ mode: banner.shadow });
      root.innerHTML = banner.inside;
      return place(root);
    }
    addEventListener("message", (event) => { if (event.data?.choice) choose(event.data.choice); });
    place(holder);
  };

  if (banner.tcf) {
    const locator = document.createElement("iframe");
    locator.name = "__tcfapiLocator";
    locator.hidden = true;
    document.documentElement.append(locator);
  }
  fire(banner.tags.before);
  if (chosen) fire(banner.tags[chosen]);
  else document.addEventListener("DOMContentLoaded", show);
}
