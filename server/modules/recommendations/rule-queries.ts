import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import type { Placement } from "./interactions.ts";

export interface RuleRow {
  readonly id: string;
  readonly kind: "pin" | "boost" | "bury";
  readonly placement: Placement | null;
  readonly productId: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** The newest first. */
export const listRules = prepared<{ limit: number }, RuleRow>(
  (p) => sql`
    SELECT id, kind, placement, product_id AS "productId", reason, created_at AS "createdAt",
      created_by AS "createdBy"
    FROM recommendations.rules ORDER BY id DESC LIMIT ${p.limit}`,
);

/** No row: there are `most` rules. */
export const insertRule = prepared<Omit<RuleRow, "createdAt"> & { now: Date; most: number }, { id: string }>(
  (p) => sql`
    INSERT INTO recommendations.rules (id, kind, placement, product_id, reason, created_at, created_by)
    SELECT ${p.id}::uuid, ${p.kind}::text, ${p.placement}::text, ${p.productId}::uuid, ${p.reason}::text,
      ${p.now}::timestamptz, ${p.createdBy}::text
    WHERE (SELECT count(*) FROM recommendations.rules) < ${p.most}::int
    RETURNING id`,
);

/** No row: there is no such rule. */
export const deleteRule = prepared<{ id: string }, Pick<RuleRow, "kind" | "placement" | "productId">>(
  (p) => sql`
    DELETE FROM recommendations.rules WHERE id = ${p.id}
    RETURNING kind, placement, product_id AS "productId"`,
);

/** Rules are changed one after the other until the transaction ends. */
export const lockRules = prepared<object, never>(
  () => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('recommendations.rules', 0))`,
);
