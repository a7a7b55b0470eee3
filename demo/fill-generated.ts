/** Fills a shop with generated products, to measure with. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../server/compose.ts";
import { systemClock } from "../server/platform/clock.ts";
import { readConfig } from "../server/platform/config.ts";
import { createLog } from "../server/platform/log.ts";
import { demoCatalogue } from "./catalogue.ts";
import { generatedShop } from "./generator.ts";
import { importProducts } from "./import.ts";
import { pictureOf } from "./pictures/render.ts";

/** Products between two messages. */
const STEP = 5_000;

/**
 * Adds generated products until the shop has `products` of them. Their pictures are those of the demo shop,
 * which has to be filled before. Products that exist stay as they are.
 */
export async function fillGenerated(
  environment: Readonly<Record<string, string | undefined>>,
  products: number,
  variants: number,
  report: (count: number) => void,
): Promise<void> {
  const keysDir = await mkdtemp(join(tmpdir(), "jangteo-demo-"));
  const shop = await compose({
    // Without roles: the worker of the shop does the jobs.
    config: { ...readConfig({ ...environment, KEYS_DIR: keysDir }), roles: new Set() },
    clock: systemClock,
    log: createLog("warn", { process: "demo" }),
  });
  try {
    await shop.catalog.import({
      categories: demoCatalogue().categories.map((category) => ({
        ...category,
        picture: pictureOf(category.picture),
      })),
      products: [],
    });
    await importProducts(shop, firstProducts(products, variants), (count) => {
      if (count % STEP === 0 || count === products) report(count);
    });
  } finally {
    await shop.close();
    await rm(keysDir, { recursive: true, force: true });
  }
}

function* firstProducts(count: number, variants: number) {
  const shop = generatedShop(variants);
  for (let number = 1; number <= count; number += 1) yield shop.product(number);
}
