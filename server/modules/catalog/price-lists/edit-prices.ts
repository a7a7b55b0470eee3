/** The prices of a list: stored and taken out many at a time, and read in pages. */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError, escapePointer, inputError } from "../../../platform/errors.ts";
import type { Currency } from "../../../platform/money.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import * as queries from "./editing-queries.ts";
import type { PricesChange } from "./price-list-input.ts";
import { entriesOf, entryProblems } from "./price-list-rules.ts";
import { findProductsOfSkus } from "./queries.ts";

/** Of one list. */
export const MOST_LISTED_PRICES = 50_000;

/** The place of a price in its list: the page behind it begins there. */
export interface PricePlace {
  readonly sku: string;
  readonly minQuantity: number;
}

export interface PricesPage {
  /** With what the SKUs begin; "": all of them. */
  readonly begin: string;
  readonly after: PricePlace | null;
  readonly limit: number;
}

export interface PriceCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** One row more than `limit`, if there is one. Throws NOT_FOUND. */
export async function listPrices(
  { db }: CatalogContext,
  id: string,
  { begin, after, limit }: PricesPage,
): Promise<{ rows: queries.ListedPriceRow[]; list: queries.PriceListRow }> {
  const { sku: afterSku, minQuantity: afterQuantity } = after ?? { sku: "", minQuantity: 0 };
  const [list, rows] = await Promise.all([
    db.first(queries.findPriceList, { id }),
    db.rows(queries.listPrices, { id, begin, afterSku, afterQuantity, limit: limit + 1 }),
  ]);
  if (!list) throw new DomainError("NOT_FOUND");
  return { rows, list };
}

/**
 * Stores these prices of a list, and takes out those that are null; the others stay. A repeat changes
 * nothing. Throws NOT_FOUND, PRICE_LIST_LIMIT, INVALID_INPUT.
 */
export async function storePrices(
  { db, clock, changes, currency }: CatalogContext,
  id: string,
  { prices }: PricesChange,
  by: ActingStaff,
): Promise<PriceCounts> {
  const now = clock.now();
  const { rows, products } = await db.transaction(async (trx) => {
    if (!(await trx.first(queries.lockPriceList, { id }))) throw new DomainError("NOT_FOUND");
    const changed = await changePrices(trx, { id, prices, currency, now });
    if (changed.length === 0) return { rows: changed, products: [] };
    const list = await trx.first(queries.findPriceList, { id });
    const skus = changed.map(({ sku }) => sku);
    const shown = list?.memberGroup === null ? await trx.rows(findProductsOfSkus, { skus }) : [];
    await recordAction(trx, {
      ...by,
      action: "priceList.prices",
      subject: `price-list:${id}`,
      before: factsOf(changed, ({ was }) => was),
      after: factsOf(changed, (row) => row.now),
      now,
    });
    return { rows: changed, products: shown };
  });
  await changes.publish(
    PRODUCTS_CHANGED,
    products.map((product) => product.id),
  );
  return countsOf(rows, prices.length);
}

interface EntriesChange extends PricesChange {
  readonly id: string;
  readonly currency: Currency;
  readonly now: Date;
}

/** Returns what differs from before. The transaction has the list's lock, or has made the list. */
export async function changePrices(
  trx: Transaction,
  { id, prices, currency, now }: EntriesChange,
): Promise<queries.ChangedPriceRow[]> {
  const skus = [...new Set(prices.map(({ sku }) => sku))];
  const known = new Set((await trx.rows(queries.findKnownSkus, { skus })).map(({ sku }) => sku));
  const problems = entryProblems(prices, known, currency);
  if (problems.length > 0) throw inputError(problems);
  const entries = entriesOf(prices, currency);
  const changed = await trx.rows(queries.storePrices, {
    id,
    skus: entries.map(({ sku }) => sku),
    quantities: entries.map(({ minQuantity }) => minQuantity),
    prices: entries.map(({ price }) => price),
    now,
  });
  const list = await trx.first(queries.findPriceList, { id });
  if ((list?.priceCount ?? 0) > MOST_LISTED_PRICES)
    throw new DomainError("PRICE_LIST_LIMIT", { most: MOST_LISTED_PRICES });
  return changed;
}

/** By the pointer of each price: `/MUG-1/10`. */
const factsOf = (
  rows: readonly queries.ChangedPriceRow[],
  priceOf: (row: queries.ChangedPriceRow) => number | null,
) => Object.fromEntries(rows.map((row) => [`/${escapePointer(row.sku)}/${row.minQuantity}`, priceOf(row)]));

function countsOf(rows: readonly queries.ChangedPriceRow[], asked: number): PriceCounts {
  const added = rows.filter(({ was }) => was === null).length;
  const removed = rows.filter(({ now }) => now === null).length;
  return { added, changed: rows.length - added - removed, removed, unchanged: asked - rows.length };
}
