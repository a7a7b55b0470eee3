import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import { createResponseCache } from "../../platform/http/response-cache.ts";
import type { RepeatingJob } from "../../platform/jobs/worker.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Module } from "../../platform/module.ts";
import type { Currency } from "../../platform/money.ts";
import { nothing } from "../../platform/schema.ts";
import type { Storage } from "../../platform/storage/storage.ts";
import { type inventory, STOCK_CHANGED } from "../inventory/contract.ts";
import { assortedCategories, cardsOf, findAssorted, listAssortment } from "./assortment/read-assortment.ts";
import { audit } from "./audit.ts";
import { forgetOldBulkEdits, isBulkDue, runBulkEdits } from "./bulk/run-bulk.ts";
import { LISTS } from "./cached.ts";
import { categoriesOf } from "./categories/categories-of.ts";
import { consumers } from "./consumers.ts";
import type { CatalogContext } from "./context.ts";
import { catalog as contract, PRODUCTS_CHANGED } from "./contract.ts";
import { removeDueFiles } from "./files/unused-files.ts";
import { attributeColumns, exportProducts } from "./import/export-products.ts";
import { importCatalogue } from "./import/import-catalogue.ts";
import { applyRows, checkRows, forgetImport, knownAddOns } from "./import/import-rows.ts";
import { rankSearch } from "./lists/rank-search.ts";
import { measureCache, measureIndex } from "./metrics.ts";
import { countSales } from "./popularity/count-sales.ts";
import { announcePrices, arePricesDue } from "./price-lists/announce-prices.ts";
import {
  dropMemberGroup,
  forgetMember,
  storeGroupOfMember,
  storeMemberGroup,
} from "./price-lists/member-groups.ts";
import { currentIndex } from "./product-index/refresh-index.ts";
import { announceSales, areSalesDue } from "./products/announce-sales.ts";
import { describe, variantsOf } from "./products/describe-variants.ts";
import { findProducts, findSkus } from "./products/find-products.ts";
import { isPublicationDue, publishScheduled } from "./products/publish-scheduled.ts";
import { ratingsOf, storeRatings } from "./ratings/store-ratings.ts";
import { routes } from "./routes.ts";
import { indexOutdated } from "./words/index-products.ts";

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
  ...dependencies
}: CatalogDependencies): Module<typeof contract> {
  const cache = createResponseCache(cacheBytes);
  const catalog = { ...dependencies, index: currentIndex(dependencies.db, { clock: dependencies.clock }) };
  measureIndex(metrics, catalog.index);
  measureCache(metrics, cache);
  catalog.changes.subscribe(PRODUCTS_CHANGED, (keys) => {
    catalog.index.outdate();
    cache.drop(keys && [LISTS, ...keys]);
  });
  catalog.changes.subscribe(STOCK_CHANGED, (keys) => cache.drop(keys));
  return {
    contract,
    port: {
      variantsOf: ({ productIds, memberId }) => variantsOf(catalog, productIds, memberId),
      describe: ({ variantIds, memberId = null }) => describe(catalog, variantIds, memberId),
      findSkus: ({ skus }) => findSkus(catalog.db, skus),
      categoriesOf: ({ productIds }) => categoriesOf(catalog.db, productIds),
      storeMemberGroup: async ({ code }) => {
        await storeMemberGroup(catalog.db, code);
        return nothing;
      },
      dropMemberGroup: async ({ code }) => {
        await dropMemberGroup(catalog.db, code);
        return nothing;
      },
      storeGroupOfMember: async (member) => {
        await storeGroupOfMember(catalog.db, member);
        return nothing;
      },
      forgetMember: async ({ memberId }) => {
        await forgetMember(catalog.db, memberId);
        return nothing;
      },
      findProducts: ({ idsOrSlugs }) => findProducts(catalog.db, idsOrSlugs),
      storeRatings: async ({ ratings }) => {
        await storeRatings(catalog, ratings);
        return nothing;
      },
      ratings: ({ productIds }) => ratingsOf(catalog.db, productIds),
      import: async ({ categories, products }) => {
        await importCatalogue(catalog, categories, products);
        return nothing;
      },
      checkRows: ({ kind, rows, brought }) => checkRows(catalog, kind, rows, brought),
      knownAddOns: (named) => knownAddOns(catalog, named),
      applyRows: ({ by, ...rows }) => applyRows(catalog, rows, by),
      forgetImport: async ({ importId }) => {
        await forgetImport(catalog, importId);
        return nothing;
      },
      attributeColumns: () => attributeColumns(catalog),
      exportProducts: ({ after }) => exportProducts(catalog, after),
      rankSearch: ({ q, limit }) => rankSearch(catalog, q, limit),
      listCategories: () => assortedCategories(catalog.db),
      listAssortment: ({ after }) => listAssortment(catalog.db, after),
      findAssorted: ({ productIds }) => findAssorted(catalog.db, productIds),
      findCards: ({ productIds, language }) => cardsOf(catalog.db, productIds, language),
    },
    consumers: consumers(catalog),
    jobs: [
      ...dueJobs(catalog),
      { name: "catalog.popularity", everyMs: 600_000, run: () => countSales(catalog) },
      { name: "catalog.index", everyMs: 10_000, run: () => indexOutdated(catalog) },
      { name: "catalog.removeFiles", everyMs: 60_000, run: () => removeDueFiles(catalog) },
      { name: "catalog.forgetBulk", everyMs: 3_600_000, run: () => forgetOldBulkEdits(catalog) },
    ],
    async warm() {
      await catalog.index.get();
    },
    routes: (app) => routes(app, catalog, cache),
    audit: () => audit(catalog),
  };
}

/** What staff and shoppers wait for. */
const dueJobs = (catalog: CatalogContext): RepeatingJob[] => [
  {
    name: "catalog.publish",
    everyMs: 1_000,
    isDue: () => isPublicationDue(catalog),
    run: () => publishScheduled(catalog),
  },
  {
    name: "catalog.prices",
    everyMs: 1_000,
    isDue: () => arePricesDue(catalog),
    run: () => announcePrices(catalog),
  },
  {
    name: "catalog.sales",
    everyMs: 1_000,
    isDue: () => areSalesDue(catalog),
    run: () => announceSales(catalog),
  },
  {
    name: "catalog.bulk",
    everyMs: 1_000,
    isDue: () => isBulkDue(catalog),
    run: () => runBulkEdits(catalog),
  },
];
