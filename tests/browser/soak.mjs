// The long walk: ./build.sh soak [SEED]. Four weeks of a person who reads and shops, scored by `candor evaluate`.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { PUBLISHERS } from "../web/publishers.mjs";
import { SHOPS } from "../web/shops.mjs";
import { candor as command } from "./command.mjs";
import { Candor } from "./harness.mjs";
import { Walk, chance } from "./walk.mjs";

const DAYS = Number(process.env.CANDOR_DAYS ?? 28);
/** As in src/world/ordinary.toml: pages of publishers and visits to shops a day, left carts, orders of these. */
const [READS, SHOPPING, CART, ORDER] = [14, 0.7, 0.25, 0.4];
/** How long such a person's day is. */
const HOURS = 14;
const OUT = fileURLToPath(new URL("../out/", import.meta.url));

const seed = Number(process.argv[2] ?? 1);
const random = chance(seed);
const one = (list) => list[Math.floor(random() * list.length)];

const candor = await Candor.start();
Object.assign(candor.web.world.pace, { days: 10, a_day: 5 });
await candor.welcome({ log: true });
const walk = new Walk(candor);
const silent = [];
for (let day = 0; day < DAYS; day += 1) {
  for (let read = 0; read < READS; read += 1) {
    if (random() < SHOPPING / READS) await shopping();
    const publisher = one(PUBLISHERS);
    const missing = await walk.read(publisher, one(Object.keys(publisher.articles)));
    if (missing) silent.push(missing);
    walk.pass(HOURS / READS);
  }
  walk.pass(24 - HOURS);
  process.stderr.write(`\rday ${day + 1} of ${DAYS}, ${walk.visits} pages, ${walk.truths.length} ads`);
}
const { joined, rows, told, weeks } = await walk.logs();
await candor.close();
await mkdir(OUT, { recursive: true });
await Promise.all([writeFile(`${OUT}soak-told.ndjson`, told), writeFile(`${OUT}soak-weeks.ndjson`, weeks)]);

console.log(`\n\nSeed ${seed}: ${walk.visits} pages of ${PUBLISHERS.length} publishers and ${SHOPS.length} shops; ads delivered by ${[...new Set(joined.map(({ seller }) => seller))].sort().join(", ")}.`);
for (const { page, top, seller } of joined.filter(({ row }) => !row)) console.log(`not found: ${seller} at ${top} on ${page}`);
for (const missing of silent) console.log(missing);
console.log(`${rows.length} rows, ${joined.length} ads.\n\n## As told in the browser, all within ${Math.round(performance.now() / 60_000)} minutes\n`);
console.log(await command(["evaluate", `${OUT}soak-told.ndjson`]));
console.log("## The same facts, with the days between them\n");
console.log(await command(["evaluate", `${OUT}soak-weeks.ndjson`]));

/** A visit to a shop: a look at some things, sometimes a cart, sometimes an order. */
async function shopping() {
  const shop = one(SHOPS);
  const cart = random() < CART;
  const order = cart && random() < ORDER;
  for (let look = Math.ceil(random() * 3); look > 0; look -= 1) {
    await walk.shop(shop, Math.floor(random() * shop.products.length), look === 1 ? { cart, order } : {});
  }
}
