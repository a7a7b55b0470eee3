import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { DeliveryRules } from "../contract/delivery-rules.ts";

export interface RulesRow {
  readonly version: number;
  readonly content: DeliveryRules;
}

export const findNewestRules = prepared<object, RulesRow>(
  () => sql`SELECT version, content FROM cart.delivery_rules ORDER BY version DESC LIMIT 1`,
);

export const findRules = prepared<{ version: number }, RulesRow>(
  (p) => sql`SELECT version, content FROM cart.delivery_rules WHERE version = ${p.version}`,
);

/**
 * Adds the version after `base` if `base` is the newest one (0: there is none). No row: it is not. Two edits
 * that run at the same time meet at the primary key. `content` is JSON.
 */
export const insertRules = prepared<
  { base: number; content: string; kept: number; now: Date },
  { version: number }
>(
  (p) => sql`
    WITH added AS (
      INSERT INTO cart.delivery_rules (version, content, created_at)
      SELECT ${p.base}::integer + 1, ${p.content}::jsonb, ${p.now}::timestamptz
      WHERE (SELECT coalesce(max(version), 0) FROM cart.delivery_rules) = ${p.base}::integer
      ON CONFLICT (version) DO NOTHING
      RETURNING version
    ), dropped AS (
      DELETE FROM cart.delivery_rules
      WHERE version <= (SELECT version FROM added) - ${p.kept}::integer
    )
    SELECT version FROM added`,
);
