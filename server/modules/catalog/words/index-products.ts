/**
 * Stores the words that find a product. Whatever changes a product's name, description, brand, the option
 * values of its variants or their translations calls `indexProducts` in the same transaction.
 */
import type { Db, Transaction } from "../../../platform/db/db.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { productWords, SEARCH_VERSION, type SearchedTexts, writtenWords } from "./product-words.ts";
import * as queries from "./queries.ts";

/** Products per transaction: a worker holds their locks for a fraction of a second. */
const BATCH = 100;
/** A run of the job ends after so many batches, so that a stop of the worker need not wait. */
const MOST_BATCHES = 50;

export async function indexProducts(trx: Transaction, ids: string[]): Promise<void> {
  await store(trx, await trx.rows(queries.lockTexts, { ids }));
}

/** Indexes the products that an older version of the shop wrote. Safe to run in several workers. */
export async function indexOutdated({ db, changes }: CatalogContext): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const ids = await indexBatch(db);
    await changes.publish(PRODUCTS_CHANGED, ids);
    if (ids.length < BATCH) return;
  }
}

function indexBatch(db: Db): Promise<string[]> {
  return db.transaction(async (trx) => {
    const products = await trx.rows(queries.lockOutdated, { version: SEARCH_VERSION, limit: BATCH });
    await store(trx, products);
    return products.map(({ id }) => id);
  });
}

async function store(
  trx: Transaction,
  products: readonly (SearchedTexts & { readonly id: string })[],
): Promise<void> {
  if (products.length === 0) return;
  await trx.rows(queries.replaceWords, {
    ids: products.map(({ id }) => id),
    words: products.map((product) => writtenWords(productWords(product))),
    version: SEARCH_VERSION,
  });
}
