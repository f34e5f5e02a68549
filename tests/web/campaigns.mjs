// What shops pay ad systems for, one row per campaign.

export const CAMPAIGNS = [
  { shop: "northtrail", seller: "criteo", why: "retargeting" },
  { shop: "northtrail", seller: "google_ads", why: "retargeting" },
  { shop: "lumen", seller: "criteo", why: "retargeting", afterPurchase: true },
  { shop: "brewhaus", seller: "google_ads", why: "retargeting" },
  { shop: "velostadt", seller: "trade_desk", why: "retargeting" },
  { shop: "velostadt", seller: "xandr", why: "retargeting" },
  { shop: "fernblick", seller: "taboola", why: "retargeting" },

  { shop: "velostadt", seller: "google_ads", why: "contextual", topics: ["cycling"], product: "VS-20" },
  { shop: "brewhaus", seller: "google_ads", why: "contextual", topics: ["food"], product: "BH-7" },

  { shop: "papertown", seller: "google_ads", why: "run_of_network", product: "PT-3" },
  { shop: "papertown", seller: "xandr", why: "run_of_network" },
  { shop: "soleil", seller: "criteo", why: "run_of_network", product: "MS-1" },
  { shop: "soleil", seller: "trade_desk", why: "run_of_network" },
  { shop: "soleil", seller: "taboola", why: "run_of_network", product: "MS-2" },
  { shop: "papertown", seller: "taboola", why: "run_of_network", product: "PT-1" },
];
