// The news sites, one row each: what their pages are about, and who fills which slot how.

const W = 300;
const BOX = [W, 250];
const BANNER = [728, 90];

/**
 * `kind` of a slot: gpt (Ad Manager; `rendering` safeframe, written or srcdoc), adsense, criteo
 * (header bidding, srcdoc), xandr (a plain frame) or taboola (in the page). `bidders` in order of standing.
 */
const slot = (name, kind, bidders, more = {}) => ({ name, kind, bidders, size: BOX, ...more });

export const PUBLISHERS = [
  {
    site: "dailyherald.example", name: "The Daily Herald", lang: "en",
    articles: { "harbour-festival": { title: "Thousands at the harbour festival", topics: ["local"] }, "bridge-reopens": { title: "Old bridge reopens after three years", topics: ["local"] } },
    slots: [
      slot("ad-top", "gpt", ["criteo", "google_ads"], { rendering: "safeframe" }),
      slot("ad-side", "gpt", ["google_ads"], { rendering: "written" }),
      slot("10983510", "xandr", ["xandr"]),
    ],
  },
  {
    site: "kurier-heute.example", name: "Kurier heute", lang: "de",
    articles: { "wetter": { title: "Der erste Schnee kommt früh", topics: ["local"] } },
    slots: [
      slot("criteo-1", "criteo", ["criteo"], { zone: 1442201 }),
      slot("ad-mid", "gpt", ["trade_desk", "google_ads"], { rendering: "srcdoc" }),
    ],
  },
  {
    site: "cyclingpost.example", name: "Cycling Post", lang: "en",
    articles: { "winter-tyres": { title: "Five winter tyres on test", topics: ["cycling"] } },
    slots: [slot("8812204417", "adsense", ["google_ads"]), slot("ad-foot", "gpt", ["google_ads"], { rendering: "safeframe", size: BANNER })],
  },
  {
    site: "tablenotes.example", name: "Table Notes", lang: "en",
    articles: { "soup": { title: "A soup for the first cold evening", topics: ["food"] } },
    slots: [slot("native-1", "taboola", ["taboola"]), slot("native-2", "taboola", ["taboola"]), slot("4401127730", "adsense", ["google_ads"])],
  },
];

/** The slot of a name on a page: what an ad server is told when it is asked to fill it. */
export function slotAt(address, name) {
  const page = new URL(address);
  const publisher = PUBLISHERS.find(({ site }) => page.hostname.endsWith(site));
  const found = publisher?.slots.find((slot) => slot.name === name);
  const topics = publisher?.articles[page.pathname.slice(1)]?.topics ?? [];
  return found && { ...found, page: page.href, publisher: publisher.site, topics };
}
