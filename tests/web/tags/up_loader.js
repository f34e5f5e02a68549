// The Trade Desk's loader: an invisible frame that carries the page and the step.
ttd_dom_ready(() => {
  const { adv, upid, dynamic } = ttd_queue;
  const frame = document.createElement("iframe");
  frame.src = `https://insight.adsrvr.org/track/up?${new URLSearchParams({ adv, ref: location.href, upid, upv: "1.1.0", ...dynamic })}`;
  Object.assign(frame, { width: 0, height: 0, title: "TTD Universal Pixel" });
  frame.style.cssText = "position:absolute;height:0;width:0;border:0;display:none";
  document.body.append(frame);
});
