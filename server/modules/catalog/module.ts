import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Module } from "../../platform/module.ts";
import type { Currency } from "../../platform/money.ts";
import { nothing } from "../../platform/schema.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import { type inventory, stockChanged } from "../inventory/contract.ts";
import { consumers } from "./consumers.ts";
import { catalog as contract, productsChanged } from "./contract.ts";
import { createResponseCache } from "./response-cache.ts";
import { routes } from "./routes.ts";
import { LISTS } from "./service/cached-pages.ts";
import { describe } from "./service/describe-variants.ts";
import { importCatalogue } from "./service/import-catalogue.ts";

export interface CatalogDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly inventory: Port<typeof inventory>;
  readonly storage: Storage;
  readonly currency: Currency;
  /** Memory for ready answers at most. */
  readonly cacheBytes: number;
}

export function catalogModule({
  storage,
  cacheBytes,
  ...catalog
}: CatalogDependencies): Module<typeof contract> {
  const answers = createResponseCache(cacheBytes);
  catalog.changes.subscribe(productsChanged, (keys) => answers.drop(keys && [LISTS, ...keys]));
  catalog.changes.subscribe(stockChanged, (keys) => answers.drop(keys));
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
    jobs: [],
    routes: (app) => routes(app, catalog, answers, storage),
    audit: async () => [],
  };
}
