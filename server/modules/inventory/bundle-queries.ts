/** Statements about bundles and their parts. What is reserved for them is in queries.ts. */
import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";

export interface PartRow {
  readonly variantId: string;
  readonly sku: string;
  /** Of the part, in one bundle. */
  readonly quantity: number;
}

/** The parts of a variant, none unless it is a bundle. */
export const findParts = prepared<{ variantId: string }, PartRow>(
  (p) => sql`
    SELECT part_id AS "variantId", (SELECT min(sku) FROM inventory.stock WHERE variant_id = part_id) AS sku,
      quantity
    FROM inventory.bundle_parts WHERE bundle_id = ${p.variantId} ORDER BY sku, part_id`,
);

export interface StockedVariant {
  readonly sku: string;
  readonly variantId: string;
  /** It has parts. */
  readonly isBundle: boolean;
  /** Bundles have it. */
  readonly isPart: boolean;
}

export const findStocked = prepared<{ skus: string[] }, StockedVariant>(
  (p) => sql`
    SELECT DISTINCT sku, variant_id AS "variantId",
      EXISTS (SELECT FROM inventory.bundle_parts WHERE bundle_id = variant_id) AS "isBundle",
      EXISTS (SELECT FROM inventory.bundle_parts WHERE part_id = variant_id) AS "isPart"
    FROM inventory.stock WHERE sku = ANY (${p.skus}::text[])`,
);

/** Until the transaction ends, no bundle gets other parts, and no order reserves parts of bundles. */
export const lockBundles = prepared<object, never>(
  () => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('inventory.bundle_parts', 0))`,
);

/** Replaces the parts of a variant. Breaks `stock_of_bundle` when it has stock of its own. */
export const replaceParts = prepared<{ variantId: string; partIds: string[]; quantities: number[] }, never>(
  (p) => sql`SELECT FROM inventory.set_parts(${p.variantId}, ${p.partIds}::uuid[], ${p.quantities}::int[])`,
);

/** The variants and the bundles of them. */
export const withBundles = prepared<{ variantIds: string[] }, { variantIds: string[] }>(
  (p) => sql`SELECT inventory.with_bundles(${p.variantIds}::uuid[]) AS "variantIds"`,
);
