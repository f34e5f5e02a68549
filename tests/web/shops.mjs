// The shops, one row each: what they sell, how their pages describe it, whom they tell, and what they ask first.

const product = (id, name, price, topic, hue) => ({ id, name, price, topic, hue, slug: `${slug(name)}-${id.toLowerCase()}` });
/** More of an assortment: numbers from 50 on. */
const more = (letters, price, topic, names) => names.split(", ").map((name, i) => product(`${letters}-${50 + i}`, name, price + 3 * i, topic, 37 * i));
const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

/**
 * `describes`: json_ld, json_ld_graph, microdata or open_graph. `consent`: the banner's product.
 * `before`: tags that fire whatever the visitor says; `after`: tags that wait for a yes.
 * `gpp`: the choice that its pages keep by the Global Privacy Platform: for US National, an objection (…VVVV…) or none (…Vqq…).
 * `claims`: what the shop states of Global Privacy Control; `heeds`: whether its tags fall silent with the signal.
 * `plain`: it answers without encryption too, where others send people on. `despite`: its banner lets the tags go after a no, too. `door`: what lies over a page on arrival; `greets`: its greeting;
 * `links`: what its footer offers, a privacy page where nothing is said. `checkout`: how people pay (checkouts.mjs). `needs`: services without which the shop does not work. `accounts`: the shop's account at each system.
 */
export const SHOPS = [
  {
    key: "northtrail", site: "northtrail.example", name: "Northtrail", lang: "en", currency: "EUR",
    line: "Boots, packs and stoves for long days out",
    describes: "json_ld", consent: "onetrust", needs: ["stripe", "jsdelivr"],
    before: ["ga4", "meta"], after: ["criteo", "google_ads", "hotjar"],
    accounts: { criteo: "48213", google_ads: "10784512345", ga4: "G-7NTRL4K2QX", meta: "608795229331204", hotjar: "3518822" },
    products: [
      product("NT-118", "Trail Boots", 129, "boots", 28),
      product("NT-204", "Ridge Jacket", 189, "jackets", 200),
      product("NT-311", "Camp Stove", 64.5, "camping", 8),
      product("NT-402", "Down Sleeping Bag", 249, "camping", 260),
    ],
  },
  {
    key: "lumen", site: "lumenandco.example", name: "Lumen & Co", lang: "en", currency: "GBP",
    line: "Lamps that are pleasant to live with",
    describes: "microdata", consent: "generic", needs: ["paypal"],
    before: ["pinterest"], after: ["criteo", "meta", "microsoft_uet", "ga4"], emails: "plain",
    accounts: { criteo: "77120", meta: "284119022457718", microsoft_uet: "97031442", pinterest: "2613904471822", ga4: "G-L8M3NQ1ZVB" },
    products: [
      product("LC-55", "Harbour Desk Lamp", 84, "desk", 45),
      product("LC-61", "Paper Moon Pendant", 132, "ceiling", 52),
      product("LC-70", "Copper Floor Lamp", 219, "floor", 18),
    ],
  },
  {
    key: "brewhaus", site: "brewhaus.example", name: "Brewhaus", lang: "en", currency: "USD",
    line: "Coffee, roasted on Tuesdays",
    describes: "open_graph", consent: "none", needs: ["recaptcha"],
    before: ["google_ads", "ga4", "tiktok"], after: [],
    accounts: { google_ads: "984410277", ga4: "G-BR3WH4US01", tiktok: "C4BREWHAUS7UQ2K1P0TG" },
    products: [
      product("BH-7", "Morning Blend", 16.9, "beans", 24),
      product("BH-12", "Gooseneck Kettle", 79, "gear", 210),
      product("BH-19", "Hand Grinder", 112, "gear", 120),
    ],
  },
  {
    key: "velostadt", site: "velostadt.example", name: "Velostadt", lang: "de", currency: "EUR",
    line: "Räder für jeden Tag",
    describes: "json_ld_graph", consent: "cookiebot", needs: ["stripe"],
    before: [], after: ["trade_desk", "xandr", "meta"],
    accounts: { trade_desk: "k4velo9", xandr: "2211873", meta: "771200441938265" },
    products: [
      product("VS-20", "Stadtrad Linie 7", 899, "raeder", 150),
      product("VS-31", "Packtasche 22 l", 74.95, "taschen", 90),
      product("VS-44", "Helm Leicht", 59, "helme", 340),
    ],
  },
  {
    key: "fernblick", site: "fernblick.example", name: "Fernblick", lang: "de", currency: "EUR",
    line: "Ferngläser und Teleskope",
    describes: "microdata", consent: "none", needs: [],
    before: ["taboola", "microsoft_uet", "amazon"], after: [],
    accounts: { taboola: "1540022", microsoft_uet: "56011937", amazon: "ferc1b2-8d3e" },
    products: [
      product("FB-8", "Fernglas 8 × 42", 319, "glas", 180),
      product("FB-15", "Reiseteleskop", 449, "teleskop", 240),
    ],
  },
  {
    key: "papertown", site: "papertown.example", name: "Papertown Books", lang: "en", currency: "EUR",
    line: "A bookshop that follows nobody",
    describes: "json_ld", consent: "none", needs: [], before: [], after: [], accounts: {},
    products: [
      product("PT-1", "The Quiet Harbour", 14.5, "novels", 220),
      product("PT-3", "Maps of Small Islands", 32, "travel", 170),
      ...more("PT", 12, "novels", "The Long Ferry, Winter Apples, A House on Stilts, Letters to Nobody, The Clockmaker, North of the Line"),
    ],
  },
  {
    key: "soleil", site: "maisonsoleil.example", name: "Maison Soleil", lang: "en", currency: "EUR",
    line: "Sun care from Marseille",
    describes: "open_graph", consent: "generic", needs: [],
    before: [], after: ["meta", "pinterest"],
    accounts: { meta: "119830277465521", pinterest: "2612277310944" },
    products: [
      product("MS-1", "Sun Cream 50", 24, "face", 50),
      product("MS-2", "After Sun Balm", 19, "body", 300),
      ...more("MS", 14, "body", "Lip Care 30, Shower Oil, Hand Cream, Face Mist, Body Milk, Tanning Oil 20"),
    ],
  },
  // Both say that they honour Global Privacy Control.
  {
    key: "kestrel", site: "kestrelaudio.example", name: "Kestrel Audio", lang: "en", currency: "GBP",
    line: "Headphones for people who listen",
    describes: "json_ld", consent: "none", checkout: "steps", needs: [], before: ["criteo", "meta"], after: [], claims: true, heeds: true, gpp: "DBABLA~BVVVVVVVVWA.YA",
    accounts: { criteo: "61200", meta: "330918274655120" },
    products: [product("KA-2", "Studio Headphones", 149, "over", 200), product("KA-5", "Travel Buds", 79, "in", 20), ...more("KA", 60, "over", "Desk Speaker, Headphone Stand, Record Brush, Cable Two Metres, Portable Recorder, Ear Pads")],
  },
  {
    key: "bramble", site: "bramblegarden.example", name: "Bramble Garden", lang: "en", currency: "GBP",
    line: "Tools and seeds",
    describes: "json_ld", consent: "none", checkout: "bank", needs: [], before: ["criteo", "meta"], after: [], claims: true, heeds: false, gpp: "DBABLA~BVVqAAAAAAA",
    accounts: { criteo: "61344", meta: "330918274655983" },
    products: [product("BG-1", "Hand Trowel", 18, "tools", 110), product("BG-4", "Wild Flower Seeds", 6.5, "seeds", 90), ...more("BG", 9, "tools", "Garden Twine, Pruning Shears, Watering Can, Seed Trays, Kneeling Mat, Compost Sieve")],
  },
  {
    key: "nordkante", site: "nordkante.example", name: "Nordkante", lang: "de", currency: "EUR",
    line: "Kletterzeug",
    describes: "microdata", consent: "none", checkout: "account", needs: [], before: ["tiktok", "rtb_house"], after: [],
    accounts: { tiktok: "C4NORDKANTE1UQ2K1P0", rtb_house: "nK3aZ90" },
    products: [product("NK-3", "Seil 60 m", 169, "seile", 10), product("NK-8", "Gurt", 64, "gurte", 220)],
  },
  {
    key: "atelier", site: "atelier-neun.example", name: "Atelier Neun", lang: "en", currency: "EUR",
    line: "Prints in small numbers",
    describes: "json_ld", consent: "none", checkout: "app", needs: [], before: ["pinterest", "adform"], after: [],
    accounts: { pinterest: "2613370021188", adform: "2210934" },
    products: [product("AN-1", "Harbour Print", 45, "prints", 190), product("AN-6", "Forest Print", 55, "prints", 120)],
  },
  {
    key: "teahouse", site: "littleteahouse.example", name: "The Little Teahouse", lang: "en", currency: "USD",
    line: "Leaves from five gardens",
    describes: "open_graph", consent: "generic", checkout: "window", needs: [], before: [], after: ["google_ads", "xandr", "outbrain"],
    accounts: { google_ads: "771200345", xandr: "3300127", outbrain: "00a4e17c2d" },
    products: [product("TH-1", "First Flush", 22, "black", 30), product("TH-9", "Jasmine Pearls", 26, "green", 100)],
  },
  // A considerate shop and an inconsiderate one.
  {
    key: "fenwick", site: "fenwickandhare.example", name: "Fenwick & Hare", lang: "en", currency: "GBP",
    line: "Wool, and things made of it",
    describes: "json_ld", consent: "generic", needs: [], before: [], after: ["criteo", "meta"], greets: "Welcome",
    links: { "/privacy": "Privacy policy", "/cookie-settings": "Cookie settings", "/feedback": "Give us feedback" },
    accounts: { criteo: "70231", meta: "448812200177234" },
    products: [product("FH-1", "Fisherman Jumper", 118, "jumpers", 230), product("FH-2", "Long Scarf", 42, "scarves", 350), product("FH-5", "Walking Socks", 16, "socks", 140), ...more("FH", 30, "jumpers", "Ribbed Cardigan, Shepherd Mittens, Winter Hat, Tweed Waistcoat, Lambswool Blanket, Ankle Socks")],
  },
  {
    key: "grabbit", site: "grabbitdeals.example", name: "Grabbit Deals", lang: "en", currency: "GBP",
    line: "Everything must go",
    describes: "json_ld", consent: "generic", needs: [], checkout: "account", emails: "plain", plain: true, despite: true,
    before: ["criteo", "meta", "google_ads", "ga4", "pinterest", "microsoft_uet", "trade_desk", "xandr", "taboola", "hotjar"], after: ["tiktok"],
    door: "Subscribe to our newsletter and get 10% off!", greets: "Welcome back, %%FNAME%%", links: {},
    accounts: {
      criteo: "70999", meta: "448812200199871", google_ads: "9932017745", tiktok: "C4GRABBIT0UQ2K1P0TGX", pinterest: "2613377001234",
      microsoft_uet: "97039911", trade_desk: "k4grab1", xandr: "2219901", taboola: "1549911", ga4: "G-GR4BB1TDLS", hotjar: "3519999",
    },
    products: [product("GD-1", "Jumper Deal", 19, "jumpers", 0), product("GD-2", "Scarf Deal", 9, "scarves", 15), product("GD-5", "Sock Deal", 4, "socks", 330), ...more("GD", 5, "jumpers", "Hat Deal, Glove Deal, Belt Deal, Umbrella Deal, Blanket Deal, Mug Deal")],
  },
];

/** The shop of a key. */
export const shopOf = (key) => SHOPS.find((shop) => shop.key === key);

/** The shop that has this account at a system: the ad system's customer list. */
export const shopByAccount = (system, account) => SHOPS.find((shop) => shop.accounts[system] === account);

/** The shop's address of a product. */
export const productUrl = (shop, item) => `https://www.${shop.site}/p/${item.slug}`;

/** The address of a product's picture. */
export const imageUrl = (shop, item) => `https://media.${shop.site}/images/${item.id.toLowerCase()}.jpg`;

/** A price as the shop writes it. */
export const priceText = (shop, amount) =>
  new Intl.NumberFormat(shop.lang, { style: "currency", currency: shop.currency }).format(amount);
