// The TikTok pixel: posts one JSON message per event.
(() => {
  const code = new URL(document.currentScript.src).searchParams.get("sdkid");
  const session = crypto.randomUUID();
  const send = (event, properties) => fetch("https://analytics.tiktok.com/api/v2/pixel", {
    method: "POST", credentials: "include", keepalive: true, headers: { "Content-Type": "text/plain;charset=UTF-8" },
    body: JSON.stringify({
      event, event_id: "", message_id: `messageId-${Date.now()}-${Math.floor(Math.random() * 1e13)}`, is_onsite: false, timestamp: new Date().toISOString(),
      context: {
        ad: { sdk_env: "external", jsb_status: 2 }, user: { anonymous_id: crypto.randomUUID() }, pixel: { code, runtime: "1" },
        page: { url: location.href, referrer: document.referrer }, library: { name: "pixel.js", version: "2.2.1" },
        device: { platform: "pc" }, session_id: `${session}::${code}`, variation_id: "default", userAgent: navigator.userAgent,
      },
      _inspection: {}, properties,
    }),
  });
  const run = ([command, name, properties]) => {
    if (command === "page") send("Pageview", {});
    if (command === "track") send(name, properties);
  };
  const queue = window.ttq ?? [];
  window.ttq = { push: (...calls) => calls.forEach(run) };
  queue.forEach(run);
})();
