// Ad Manager on a page: asks for all slots at once and renders each into a safeframe, a written frame or a srcdoc frame.
(async () => {
  const queued = window.googletag?.cmd ?? [];
  const slots = [];
  window.googletag = {
    cmd: { push: (run) => run() },
    defineSlot: (path, size, div) => {
      const targeting = new Map();
      const slot = {
        path, size, div, addService: () => slot,
        getSlotElementId: () => div, getAdUnitPath: () => path, getResponseInformation: () => slot.filled ?? null,
        setTargeting: (key, value) => { targeting.set(key, [value].flat()); return slot; },
        getTargeting: (key) => [...targeting.get(key) ?? []],
      };
      slots.push(slot);
      return slot;
    },
    pubads: () => ({ enableSingleRequest() {}, getSlots: () => [...slots] }),
    enableServices() { window.googletag.pubadsReady = true; }, display() {},
  };
  queued.forEach((run) => run());
  const query = new URLSearchParams({
    pvsid: Math.floor(Math.random() * 1e15), correlator: Math.floor(Math.random() * 1e15), output: "ldjh", gdfp_req: 1, vrg: "202511180101", ptt: 17, impl: "fifs",
    iu_parts: slots[0].path.split("/").slice(1, 3).join(","), prev_iu: slots.map((slot) => slot.div).join(","),
    prev_iu_szs: slots.map((slot) => slot.size.join("x")).join(","), url: location.href, dt: Date.now(), gdpr: 0,
  });
  const answer = await (await fetch(`https://securepubads.g.doubleclick.net/gampad/ads?${query}`, { credentials: "include" })).json();
  answer.slots.forEach(({ name, size, rendering, booked, html }, i) => {
    const slot = slots.find(({ div }) => div === name);
    slot.filled = booked;
    const id = `google_ads_iframe_${slot.path}_${i}`;
    const box = document.createElement("div");
    box.id = `${id}__container__`;
    const frame = document.createElement("iframe");
    Object.assign(frame, { id, title: "3rd party ad content", width: size[0], height: size[1], scrolling: "no" });
    frame.style.cssText = "border:0;vertical-align:bottom";
    frame.setAttribute("data-google-container-id", String(i + 1));
    frame.setAttribute("data-load-complete", "true");
    document.getElementById(name).setAttribute("data-google-query-id", `CO${Math.random().toString(36).slice(2)}`);
    if (rendering === "safeframe") {
      const host = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
      frame.name = `1-0-45;${html.length};${html}{"uid":"1","hostPeerName":"${location.origin}"}`;
      frame.src = `https://${host}.safeframe.googlesyndication.com/safeframe/1-0-45/html/container.html`;
    } else if (rendering === "srcdoc") {
      frame.srcdoc = `<!doctype html><html><body style="margin:0">${html}</body></html>`;
    }
    box.append(frame);
    document.getElementById(name).append(box);
    if (rendering === "written") {
      frame.contentDocument.open();
      frame.contentDocument.write(`<!doctype html><html><body style="margin:0">${html}</body></html>`);
      frame.contentDocument.close();
    }
  });
})();
