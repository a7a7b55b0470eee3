/** Statements of imports and exports of stock. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

interface CountParams {
  readonly rows: number[];
  readonly skus: string[];
  /** Ids or names of locations. */
  readonly places: string[];
  readonly counts: number[];
  /** JSON: what the dry run saw of rows, by their number. */
  readonly seen: string;
}

export interface ImportedCountRow {
  readonly row: number;
  readonly variantId: string | null;
  readonly sku: string;
  readonly location: string | null;
  readonly change: number;
  readonly before: number;
  /** Of the ledger: the newest one of the variant. */
  readonly entry: number | null;
  readonly problem: string | null;
}

const columns = sql`row, variant_id AS "variantId", sku, location, change, before, entry, problem`;

/** What the rows would change now. */
export const judgeCounts = prepared<CountParams, ImportedCountRow>(
  (p) => sql`
    SELECT ${columns} FROM inventory.judge_counted_rows(
      ${p.rows}::int[], ${p.skus}::text[], ${p.places}::text[], ${p.counts}::int[], ${p.seen}::jsonb)`,
);

/** Applies the rows that have no problem. Rows that were applied before by this import are left out. */
export const importCounts = prepared<
  CountParams & {
    importId: string;
    reasons: (string | null)[];
    actorKind: "member" | "key";
    actorId: string;
  },
  ImportedCountRow
>(
  (p) => sql`
    SELECT ${columns} FROM inventory.import_counted_rows(
      ${p.importId}, ${p.rows}::int[], ${p.skus}::text[], ${p.places}::text[], ${p.counts}::int[],
      ${p.seen}::jsonb, ${p.reasons}::text[], ${p.actorKind}, ${p.actorId})`,
);

export const deleteImportedRows = prepared<{ importId: string }, never>(
  (p) => sql`DELETE FROM inventory.imported_rows WHERE import_id = ${p.importId}`,
);

export interface ExportedLevelRow {
  readonly sku: string;
  readonly location: string;
  readonly locationName: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** The levels after a place, in the order of SKU and location. */
export const listLevels = prepared<{ sku: string; location: string; limit: number }, ExportedLevelRow>(
  (p) => sql`
    SELECT sku, location, locations.name AS "locationName", on_hand AS "onHand", reserved
    FROM inventory.stock JOIN inventory.locations ON locations.id = location
    WHERE sku >= ${p.sku} AND (sku, location) > (${p.sku}, ${p.location})
    ORDER BY sku, location LIMIT ${p.limit}`,
);
