import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import { createResponseCache } from "../../platform/http/response-cache.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Module } from "../../platform/module.ts";
import type { Currency } from "../../platform/money.ts";
import { nothing } from "../../platform/schema.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import { type inventory, STOCK_CHANGED } from "../inventory/contract.ts";
import { LISTS } from "./cached.ts";
import { consumers } from "./consumers.ts";
import { catalog as contract, PRODUCTS_CHANGED } from "./contract.ts";
import { importCatalogue } from "./import/import-catalogue.ts";
import { measureCache } from "./metrics.ts";
import { describe } from "./products/describe-variants.ts";
import { publishScheduled } from "./products/publish-scheduled.ts";
import { routes } from "./routes.ts";
import { indexOutdated } from "./search/index-products.ts";

export interface CatalogDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly inventory: Port<typeof inventory>;
  readonly storage: Storage;
  readonly currency: Currency;
  readonly metrics: Metrics;
  /** Memory limit of the response cache. */
  readonly cacheBytes: number;
}

export function catalogModule({
  metrics,
  cacheBytes,
  ...catalog
}: CatalogDependencies): Module<typeof contract> {
  const cache = createResponseCache(cacheBytes);
  measureCache(metrics, cache);
  catalog.changes.subscribe(PRODUCTS_CHANGED, (keys) => cache.drop(keys && [LISTS, ...keys]));
  catalog.changes.subscribe(STOCK_CHANGED, (keys) => cache.drop(keys));
  return {
    contract,
    port: {
      describe: ({ variantIds }) => describe(catalog, variantIds),
      import: async ({ categories, products }) => {
        await importCatalogue(catalog, categories, products);
        return nothing;
      },
    },
    consumers: consumers(catalog),
    jobs: [
      { name: "catalog.publish", everyMs: 500, run: () => publishScheduled(catalog) },
      { name: "catalog.index", everyMs: 10_000, run: () => indexOutdated(catalog) },
    ],
    routes: (app) => routes(app, catalog, cache),
    audit: async () => [],
  };
}
