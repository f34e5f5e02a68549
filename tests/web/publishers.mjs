// The publishers, one row each: what their pages are about, and who fills which slot how.

const W = 300;
const BOX = [W, 250];
const BANNER = [728, 90];

/**
 * `kind` of a slot: gpt (Ad Manager; `rendering` safeframe, written or srcdoc), adsense, criteo
 * (header bidding, srcdoc), xandr, adform or amazon (a plain frame), taboola or outbrain (in the page). `bidders` in
 * order of standing; `direct` is what the publisher sold itself, `house` its own ads.
 */
const slot = (name, kind, bidders, more = {}) => ({ name, kind, bidders, size: BOX, ...more });

/** Slots that many publishers have alike. */
const managed = (name, rendering, bidders, more) => slot(name, "gpt", [...bidders, "direct", "house"], { rendering, ...more });
const framed = (system, number, more) => slot(number, system, [system], more);
const native = (system, count) => Array.from({ length: count }, (_, i) => slot(`${system}-${i + 1}`, system, [system]));
const articles = (rows) => Object.fromEntries(rows.map(([path, title, ...topics]) => [path, { title, topics }]));

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
  // The wider web: `layout` says where the slots stand, `house` what the publisher says of itself in its own ads.
  {
    site: "morgenblick.example", name: "Morgenblick", lang: "de", layout: "between", house: "Morgenblick vier Wochen gratis lesen",
    articles: articles([["rad-im-alltag", "Welches Stadtrad für jeden Tag taugt", "cycling"], ["ostsee", "Mit dem Zug an die Ostsee", "travel"]]),
    slots: [managed("mb-1", "safeframe", ["rtb_house", "google_ads"]), managed("mb-2", "written", ["criteo", "google_ads"])],
  },
  {
    site: "valleytimes.example", name: "Valley Times", lang: "en", layout: "top", house: "The Valley Times on paper, every Saturday",
    articles: articles([["mill-pond", "The mill pond is to be a park"], ["late-buses", "Late buses return to the valley"]]),
    slots: [managed("vt-top", "srcdoc", ["trade_desk", "google_ads"], { size: BANNER }), framed("adform", "1734401")],
  },
  {
    site: "kettlepress.example", name: "The Kettle Press", lang: "en", layout: "aside", house: "Join the Kettle Press supper club",
    articles: articles([["kettles", "Which gooseneck kettle pours best", "coffee"], ["bowls", "Soup bowls that survive a dishwasher", "kitchen"]]),
    slots: [framed("amazon", "kp-slot-1"), ...native("outbrain", 2)],
  },
  {
    site: "bergundtal.example", name: "Berg und Tal", lang: "de", layout: "between", house: "Das Berg-und-Tal-Jahresheft",
    articles: articles([["kletterseil", "Ein Kletterseil richtig pflegen", "climbing"], ["huetten", "Zehn Hütten, die offen haben", "hiking"]]),
    slots: [managed("bt-1", "written", ["rtb_house", "google_ads"]), framed("adform", "1734455")],
  },
  {
    site: "lampandledger.example", name: "Lamp & Ledger", lang: "en", layout: "aside", house: "Lamp & Ledger weekly letter",
    articles: articles([["desk-light", "A desk lamp for long evenings", "lamps"], ["bank-fees", "What a current account really costs", "money"]]),
    slots: [slot("criteo-ll", "criteo", ["criteo"], { zone: 1442377 }), managed("ll-1", "safeframe", ["criteo", "google_ads"])],
  },
  {
    site: "stadtradio.example", name: "Stadtradio", lang: "de", layout: "top", house: "Stadtradio als App",
    articles: articles([["kuechenradio", "Das Küchenradio kommt zurück", "music"], ["konzerte", "Die Konzerte der Woche"]]),
    slots: [slot("st-2210", "xandr", ["xandr", "trade_desk"]), framed("adform", "1734502")],
  },
  {
    site: "gardenwall.example", name: "Garden Wall", lang: "en", layout: "between", house: "Garden Wall seed calendar",
    articles: articles([["hedges", "Planting a hedge in November", "garden"], ["seeds", "Wild flower seeds to sow now", "garden"]]),
    slots: [framed("amazon", "gw-slot-1"), managed("gw-1", "written", ["google_ads"])],
  },
  {
    site: "starsabove.example", name: "Stars Above", lang: "en", layout: "aside", house: "Stars Above sky map",
    articles: articles([["winter-sky", "What to see in the winter sky"], ["first-telescope", "A first telescope, and how to hold it", "optics"]]),
    slots: [...native("taboola", 2), framed("amazon", "sa-slot-1")],
  },
  {
    site: "readersroom.example", name: "The Readers' Room", lang: "en", layout: "top", house: "The Readers' Room book club",
    articles: articles([["islands", "Small islands and their maps", "books"], ["pens", "In praise of the fountain pen", "writing"]]),
    slots: [...native("outbrain", 3), managed("rr-1", "safeframe", ["google_ads"])],
  },
  {
    site: "hafenkurier.example", name: "Hafenkurier", lang: "de", layout: "between", house: "Hafenkurier am Wochenende",
    articles: articles([["kran", "Der alte Kran bleibt stehen"], ["strom", "Was Ökostrom im Winter kostet", "energy"]]),
    slots: [managed("hk-1", "srcdoc", ["rtb_house", "google_ads"]), ...native("taboola", 2)],
  },
  {
    site: "soundcheck.example", name: "Soundcheck", lang: "en", layout: "aside", house: "Soundcheck listening nights",
    articles: articles([["headphones", "Studio headphones under 200", "audio"], ["radios", "A kitchen radio with a good voice", "music"]]),
    slots: [slot("sc-7781", "xandr", ["xandr"]), framed("adform", "1734610")],
  },
  {
    site: "printmakers.example", name: "Printmakers' Monthly", lang: "en", layout: "between", house: "Printmakers' Monthly back issues",
    articles: articles([["linocut", "A first linocut"], ["forest-prints", "Forest prints from the north", "prints"]]),
    slots: [framed("adform", "1734688"), managed("pm-1", "written", ["criteo", "google_ads"])],
  },
  {
    site: "teatimes.example", name: "Tea Times", lang: "en", layout: "top", house: "Tea Times tasting box",
    articles: articles([["first-flush", "The first flush is late this year", "tea"], ["jasmine", "How jasmine gets into tea", "tea"]]),
    slots: [...native("outbrain", 2), slot("tt-9120", "xandr", ["xandr"])],
  },
  {
    site: "schlafgut.example", name: "Schlaf gut", lang: "de", layout: "aside", house: "Schlaf gut zum Hören",
    articles: articles([["matratzen", "Wie lange eine Matratze hält", "sleep"], ["daemmerung", "Warum wir bei Dämmerung müde werden"]]),
    slots: [managed("sg-1", "safeframe", ["rtb_house", "trade_desk", "google_ads"]), framed("amazon", "sg-slot-1")],
  },
  {
    site: "woolgathering.example", name: "Woolgathering", lang: "en", layout: "between", house: "Woolgathering pattern book",
    articles: articles([["jumpers", "A fisherman jumper in ten evenings", "wool"], ["socks", "Walking socks that do not slip", "wool"]]),
    slots: [slot("criteo-wg", "criteo", ["criteo"], { zone: 1442901 }), ...native("outbrain", 2)],
  },
  {
    site: "strassenbahn.example", name: "Die Straßenbahn", lang: "de", layout: "top", house: "Die Straßenbahn im Abo",
    articles: articles([["linie-9", "Linie 9 fährt wieder bis zum See"], ["fahrrad", "Fahrrad im Zug: was gilt", "cycling"]]),
    slots: [managed("sb-top", "written", ["criteo", "google_ads"], { size: BANNER }), slot("sb-4410", "xandr", ["xandr", "trade_desk"])],
  },
  {
    site: "villagepost.example", name: "Village Post", lang: "en", layout: "aside", house: "Village Post classifieds",
    articles: articles([["fibre", "Village fibre arrives at last", "internet"], ["fete", "The fête raises nine hundred"]]),
    slots: [slot("7719402211", "adsense", ["google_ads"]), ...native("taboola", 3)],
  },
];

/** An article's address: later pages of it are numbered, so that no two views of a long walk share one. */
export const articleUrl = (publisher, path, number) => `https://www.${publisher.site}/${path}${number ? `/${number}` : ""}`;

/** The article at a path, and which of its pages. */
export function articleAt(publisher, pathname) {
  const [path, number] = pathname.slice(1).split("/");
  const article = publisher?.articles[path];
  return article && { ...article, turn: Number(number ?? 0) };
}

/** The slot of a name on a page: what an ad server is told when it is asked to fill it. */
export function slotAt(address, name) {
  const page = new URL(address);
  const publisher = PUBLISHERS.find(({ site }) => page.hostname.endsWith(site));
  const found = publisher?.slots.find((slot) => slot.name === name);
  const { topics = [], turn = 0 } = articleAt(publisher, page.pathname) ?? {};
  return found && { ...found, page: page.href, publisher: publisher.site, topics, turn };
}
