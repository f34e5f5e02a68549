// The Meta pixel: one picture request per event, a posted form for purchases.
(() => {
  const pixels = new Map();
  let count = 0;
  const browser = (() => {
    const found = document.cookie.match(/_fbp=([^;]+)/)?.[1];
    if (found) return found;
    const made = `fb.1.${Date.now()}.${Math.floor(Math.random() * 1e18)}`;
    document.cookie = `_fbp=${made}; path=/; max-age=7776000; secure`;
    return made;
  })();
  const send = (name, told = {}, options = {}) => {
    for (const [account, person] of pixels) {
      const fields = [
        ["id", account], ["ev", name], ["dl", location.href], ["rl", document.referrer], ["if", "false"], ["ts", Date.now()],
        ...Object.entries(told).filter(([, value]) => value !== undefined).map(([key, value]) => [`cd[${key}]`, typeof value === "object" ? JSON.stringify(value) : value]),
        ...Object.entries(person).map(([key, value]) => [`ud[${key}]`, value]),
        ["sw", screen.width], ["sh", screen.height], ["v", "2.9.239"], ["r", "stable"], ["ec", count++], ["o", 4126], ["fbp", browser],
        ["it", Date.now()], ["coo", "false"], ...(options.eventID ? [["eid", options.eventID]] : []),
      ];
      if (name === "Purchase") {
        const form = new FormData();
        fields.forEach(([key, value]) => form.append(key, value));
        navigator.sendBeacon("https://www.facebook.com/tr/", form);
      } else {
        new Image().src = `https://www.facebook.com/tr/?${new URLSearchParams([...fields, ["rqm", "GET"]])}`;
      }
    }
  };
  const run = ([command, first, ...rest]) => {
    if (command === "track") return send(first, ...rest);
    pixels.set(first, rest[0] ?? {});
    const config = document.createElement("script");
    config.async = true;
    config.src = `https://connect.facebook.net/signals/config/${first}?v=2.9.239&r=stable&domain=${location.hostname}`;
    document.head.append(config);
  };
  const queue = window.fbq?.queue ?? [];
  window.fbq = (...call) => run(call);
  queue.forEach((call) => run(Array.from(call)));
})();
