/** Reads what there is: for other modules, and for the back office. */
import { DomainError } from "../../../platform/errors.ts";
import type { InventoryContext } from "../context.ts";
import * as queries from "../queries.ts";
import * as stockQueries from "../stock-queries.ts";

export async function availability({ db }: InventoryContext, variantIds: string[]) {
  const known = new Map((await db.lookUp(queries.sumAvailable, variantIds)).map((row) => [row.id, row]));
  return variantIds.map((variantId) => {
    const { available = 0, backOrder = null } = known.get(variantId) ?? {};
    return { variantId, available, ...(backOrder && { backOrder }) };
  });
}

export async function getLevels({ db }: InventoryContext, sku: string): Promise<stockQueries.LevelRow[]> {
  const levels = await db.rows(stockQueries.findLevels, { sku });
  if (levels.length === 0) throw new DomainError("UNKNOWN_SKU");
  return levels;
}

export interface StockSearch {
  /** Part of a SKU. */
  readonly q?: string;
  readonly low?: boolean;
  readonly location?: string;
  /** The page begins after this place: SKU and variant. Null: the first page. */
  readonly after: readonly [sku: string, variantId: string] | null;
  readonly limit: number;
}

/** Parts that are shorter have no entry in the index. */
const SHORTEST_INDEXED_PART = 3;
const FIRST_PLACE = ["", "00000000-0000-0000-0000-000000000000"] as const;

export interface ListedStock extends stockQueries.StockRow {
  /** As many as the parts allow. Null: it is no bundle. */
  readonly ofParts: number | null;
}

/** Returns one SKU more than `limit` if there is a next page. */
export async function listStock(
  { db }: InventoryContext,
  { q = "", low = false, location, after, limit }: StockSearch,
): Promise<ListedStock[]> {
  const part = q.normalize("NFC").trim().toUpperCase();
  const found = part.length >= SHORTEST_INDEXED_PART;
  const { all, allFound, low: lowOnes, lowFound } = stockQueries.listStock;
  const [afterSku, afterVariantId] = after ?? FIRST_PLACE;
  const rows = await db.rows(low ? (found ? lowFound : lowOnes) : found ? allFound : all, {
    pattern: `%${part.replaceAll(/[\\%_]/g, "\\$&")}%`,
    location: location ?? null,
    afterSku,
    afterVariantId,
    limit: limit + 1,
  });
  const bundles = rows.filter(({ isBundle }) => isBundle).map(({ variantId }) => variantId);
  const sums = bundles.length > 0 ? await db.lookUp(queries.sumAvailable, bundles) : [];
  const available = new Map(sums.map((sum) => [sum.id, sum.available]));
  return rows.map((row) => ({ ...row, ofParts: row.isBundle ? (available.get(row.variantId) ?? 0) : null }));
}

export interface LedgerSearch {
  readonly location?: string;
  /** The page begins before this entry. Null: with the newest. */
  readonly before: number | null;
  readonly limit: number;
}

/** Returns one entry more than `limit` if there is a next page. */
export async function listLedger(
  inventory: InventoryContext,
  sku: string,
  { location, before, limit }: LedgerSearch,
): Promise<stockQueries.LedgerRow[]> {
  const [level] = await getLevels(inventory, sku);
  if (!level) return [];
  return inventory.db.rows(stockQueries.listLedger, {
    variantId: level.variantId,
    location: location ?? null,
    beforeId: before ?? Number.MAX_SAFE_INTEGER,
    limit: limit + 1,
  });
}

/** Counts the levels that are low, for staff. */
export const countLow = async ({ db }: Pick<InventoryContext, "db">): Promise<{ count: number }> => ({
  count: (await db.first(stockQueries.countLow, {}))?.count ?? 0,
});
