/**
 * Fills the demo shop, once per database: draws the pictures into the storage, registers the products, and
 * writes the words of the shop. `--draft` draws coarsely.
 */
import { compose, type Shop } from "../server/compose.ts";
import { systemClock } from "../server/platform/clock.ts";
import { readConfig } from "../server/platform/config.ts";
import { once } from "../server/platform/db/once.ts";
import { createLog } from "../server/platform/log.ts";
import { openStorage } from "../server/platform/storage/open-storage.ts";
import type { Storage } from "../server/platform/storage/storage.ts";
import { type DemoCategory, type DemoProduct, demoCatalogue, heroes, type PictureSpec } from "./catalogue.ts";
import { importProducts } from "./import.ts";
import { pictureOf, renderAll } from "./pictures/render.ts";
import { demoShop } from "./shop.ts";
import { type ShopGood, simulateShoppers } from "./shoppers.ts";

async function main(): Promise<void> {
  const config = readConfig({ ...process.env, ROLES: "worker" });
  const log = createLog("warn", { process: "seed" });
  const shop = await compose({ config, clock: systemClock, log });
  try {
    const [db] = shop.databases;
    if (!db) throw new Error("the shop has no database");
    const began = performance.now();
    const ran = await once(db, "demo shop", () => fill(shop, openStorage(config)));
    await once(db, "demo shoppers", () => simulate(shop));
    // Also for a demo shop that is older than its words. What a merchant wrote stays.
    await shop.shopSettings?.fill(demoShop);
    if (ran) console.log(`demo shop ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  } finally {
    await shop.close();
  }
}

async function fill(shop: Shop, storage: Storage): Promise<void> {
  const { categories, products } = demoCatalogue();
  const specs = [...heroes, ...categories.map(({ picture }) => picture), ...products.flatMap(picturesOf)];
  // Drawing uses the processors, registering mostly waits for the disk: both run at the same time.
  await Promise.all([draw(specs, storage), register(shop, categories, products)]);
}

async function draw(specs: readonly PictureSpec[], storage: Storage): Promise<void> {
  let shown = 0;
  await renderAll(
    specs,
    (key, name, bytes) => storage.put(`${key}/${name}`, bytes),
    (done, total) => {
      const tenth = Math.floor((done / total) * 10);
      if (tenth > shown) console.log(`pictures ${done} of ${total}`);
      shown = tenth;
    },
    process.argv.includes("--draft") ? "draft" : "full",
  );
}

async function register(
  { catalog }: Shop,
  categories: readonly DemoCategory[],
  products: readonly DemoProduct[],
): Promise<void> {
  await catalog.import({
    categories: categories.map((category) => ({ ...category, picture: pictureOf(category.picture) })),
    products: [],
  });
  // The lists show the newest products first. Registered by category, they would begin with one category.
  const mixed = interleave(products);
  await importProducts({ catalog }, mixed);
  console.log(`products ${mixed.length}`);
}

const SHOPPERS = 600;
const DAYS = 120;
/** Events of one call. */
const BATCH = 4_000;

/** Lets simulated shoppers look around for some months, and trains the first model from what they did. */
async function simulate({ catalog, recommendations }: Shop): Promise<void> {
  if (!recommendations) return;
  const began = performance.now();
  const goods: ShopGood[] = [];
  for (let place: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof catalog.listAssortment>> = await catalog.listAssortment({
      after: place,
    });
    goods.push(...page.products);
    place = page.next;
    more = place !== null;
  }
  const events = simulateShoppers({ goods, shoppers: SHOPPERS, days: DAYS, until: new Date() });
  for (let at = 0; at < events.length; at += BATCH)
    await recommendations.importSimulated({ events: events.slice(at, at + BATCH) });
  const trained = await recommendations.train({ cause: "demo" });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`simulated shoppers ${SHOPPERS}, model ${trained?.version ?? "none"} after ${seconds} s`);
}

const picturesOf = ({ pictures, variants }: DemoProduct): PictureSpec[] => [
  ...pictures,
  ...variants.flatMap(({ picture }) => picture ?? []),
];

/** Spreads the products of each category evenly: a large category would else fill the end by itself. */
function interleave(products: readonly DemoProduct[]): DemoProduct[] {
  const categories = Map.groupBy(products, ({ categorySlugs }) => categorySlugs[0] ?? "");
  return [...categories.values()]
    .flatMap((own) => own.map((product, at) => ({ product, place: (at + 0.5) / own.length })))
    .sort((one, other) => one.place - other.place)
    .map(({ product }) => product);
}

await main();
