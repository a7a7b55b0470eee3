/** Automatic promotions as staff make and edit them, and as carts apply them. */
import { sql } from "kysely";
import { editsSince, storedEdit } from "../../../platform/db/edit-queries.ts";
import { prepared } from "../../../platform/db/prepared.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import type { CouponStatus } from "../contract/coupon-input.ts";
import type { PromotionEffect } from "../contract/promotion.ts";

const edits = { table: "promotions.promotion_edits", key: "promotion_id" } as const;

export interface PromotionRow {
  readonly id: string;
  readonly name: string;
  readonly effect: PromotionEffect;
  readonly productIds: string[];
  readonly categoryIds: string[];
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly status: CouponStatus;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const columns = sql.raw(`
  id, name, effect, product_ids AS "productIds", category_ids AS "categoryIds", starts_at AS "startsAt",
  ends_at AS "endsAt", status, version, created_at AS "createdAt", updated_at AS "updatedAt"`);

// A condition that always has a bound can use the index; "no bound, or …" cannot.
const NEWEST = sql.lit(LAST_ID);

/** The newest first. */
export const listPromotions = prepared<{ before: string | null; limit: number }, PromotionRow>(
  (p) => sql`
    SELECT ${columns} FROM promotions.automatic_promotions WHERE id < coalesce(${p.before}::uuid, ${NEWEST})
    ORDER BY id DESC LIMIT ${p.limit}`,
);

export const countPromotions = prepared<{ now: Date }, { count: number; active: number }>(
  (p) => sql`
    SELECT count(*)::int AS count,
      count(*) FILTER (WHERE status = 'active' AND (ends_at IS NULL OR ends_at > ${p.now}))::int AS active
    FROM promotions.automatic_promotions`,
);

export const findPromotion = prepared<{ id: string }, PromotionRow>(
  (p) => sql`SELECT ${columns} FROM promotions.automatic_promotions WHERE id = ${p.id}`,
);

/** Those that count, or will. */
export const findActivePromotions = prepared<{ now: Date; limit: number }, PromotionRow>(
  (p) => sql`
    SELECT ${columns} FROM promotions.automatic_promotions
    WHERE status = 'active' AND (ends_at IS NULL OR ends_at > ${p.now})
    ORDER BY id LIMIT ${p.limit}`,
);

/** Edits of a promotion run one after the other. */
export const lockPromotion = prepared<{ id: string }, PromotionRow>(
  (p) => sql`SELECT ${columns} FROM promotions.automatic_promotions WHERE id = ${p.id} FOR NO KEY UPDATE`,
);

/** `effect` is JSON. */
export const insertPromotion = prepared<
  Omit<PromotionRow, "effect" | "version" | "createdAt" | "updatedAt"> & { effect: string; now: Date },
  never
>(
  (p) => sql`
    INSERT INTO promotions.automatic_promotions (id, name, effect, product_ids, category_ids, starts_at,
      ends_at, status, created_at, updated_at)
    VALUES (${p.id}, ${p.name}, ${p.effect}::jsonb, ${p.productIds}::uuid[], ${p.categoryIds}::uuid[],
      ${p.startsAt}, ${p.endsAt}, ${p.status}, ${p.now}, ${p.now})`,
);

/** `differences` is JSON. The last fifty edits are kept. No row: it had another status meanwhile. */
export const updatePromotion = prepared<
  Pick<PromotionRow, "id" | "name" | "startsAt" | "endsAt" | "status"> & {
    from: CouponStatus;
    differences: string;
    now: Date;
  },
  { version: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE promotions.automatic_promotions SET name = ${p.name}, starts_at = ${p.startsAt},
        ends_at = ${p.endsAt}, status = ${p.status}, version = version + 1, updated_at = ${p.now}
      WHERE id = ${p.id} AND status = ${p.from} RETURNING id, version
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

export const findEditsSince = editsSince(edits);
