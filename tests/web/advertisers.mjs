// Brands that nobody here visits: they advertise to everybody, or beside what fits them. One row each: the words
// are those of their ads.

const row = (key, name, topic, line, item, price, hue, lang = "en") => ({
  key, site: `${key}.example`, name, lang, currency: "EUR", line, accounts: {},
  products: [{ id: `${key.slice(0, 3).toUpperCase()}-1`, name: item, price, topic, hue, slug: `${key}-1` }],
});

export const ADVERTISERS = [
  row("ostwind-reisen", "Ostwind Reisen", "travel", "Mit dem Zug ans Meer", "Eine Woche Ostsee", 499, 200, "de"),
  row("larkbank", "Lark Bank", "money", "An account without small print", "Lark current account", 0, 260),
  row("halmstrom", "Halm Strom", "energy", "Strom vom Feld nebenan", "Halm Ökostrom", 31, 120, "de"),
  row("pottery-lane", "Pottery Lane", "kitchen", "Bowls that stack", "Stoneware soup bowls", 48, 20),
  row("greenbough", "Greenbough", "garden", "Plants by post", "Hedge plants, bare root", 29, 110),
  row("dampfkessel", "Dampfkessel", "kitchen", "Töpfe fürs Leben", "Suppentopf 5 l", 89, 10, "de"),
  row("silverlode", "Silverlode Mobile", "phones", "Calls, texts and little else", "Plain phone contract", 9, 210),
  row("wander-und-weg", "Wander & Weg", "hiking", "Karten und Stöcke", "Wanderkarte Alpen", 12, 90, "de"),
  row("moonmilk", "Moonmilk", "sleep", "Mattresses that arrive in a box", "Moonmilk mattress", 690, 250),
  row("copperline", "Copperline Broadband", "internet", "Fast lines to villages", "Village fibre 500", 35, 30),
  row("tidewater-audio", "Tidewater Audio", "music", "Radios and record players", "Kitchen radio", 119, 190),
  row("fairweather", "Fairweather Insurance", "money", "Cover for bicycles and boats", "Bicycle insurance", 6, 150),
  row("littlefoot", "Littlefoot", "shoes", "First shoes for small feet", "First walkers", 45, 330),
  row("quillandink", "Quill & Ink", "writing", "Pens worth keeping", "Walnut fountain pen", 78, 40),
];

/** The advertiser of a key. */
export const advertiserOf = (key) => ADVERTISERS.find((row) => row.key === key);

/** What a publisher advertises on its own pages: itself. */
export const houseOf = ({ site, name, lang, house }) => ({
  key: site, site, name, lang, currency: "EUR", line: house, accounts: {},
  products: [{ id: "HOUSE", name: house, price: 1, topic: "novels", hue: 0, slug: "subscribe" }],
});
