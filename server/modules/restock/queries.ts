import { sql } from "kysely";
import { prepared } from "../../platform/db/prepared.ts";
import { publish } from "../../platform/jobs/publish.ts";
import { restock } from "./contract.ts";

export interface NoticeRow {
  readonly id: string;
  readonly productId: string;
  readonly variantId: string;
  readonly askedAt: Date;
}

const columns = sql`id, product_id AS "productId", variant_id AS "variantId", asked_at AS "askedAt"`;

/** Requests of one member are stored one after the other until the transaction ends. */
export const lockMember = prepared<{ memberId: string }, never>(
  (p) => sql`SELECT FROM pg_advisory_xact_lock(hashtextextended('restock:' || ${p.memberId}::text, 0))`,
);

/** Returns the notice of the member and the variant, an old or a new one. No row: the member has `most`. */
export const insertNotice = prepared<
  { id: string; memberId: string; productId: string; variantId: string; now: Date; most: number },
  NoticeRow
>(
  (p) => sql`
    WITH asked AS (
      INSERT INTO restock.notices AS stored (id, member_id, product_id, variant_id, asked_at)
      SELECT ${p.id}::uuid, ${p.memberId}::uuid, ${p.productId}::uuid, ${p.variantId}::uuid,
        ${p.now}::timestamptz
      WHERE (SELECT count(*) FROM restock.notices WHERE member_id = ${p.memberId}::uuid) < ${p.most}::int
      ON CONFLICT (member_id, variant_id) DO NOTHING
      RETURNING ${columns}
    )
    SELECT * FROM asked UNION ALL
    SELECT ${columns} FROM restock.notices
    WHERE member_id = ${p.memberId}::uuid AND variant_id = ${p.variantId}::uuid`,
);

/** Deletes a notice of the member. No row: there is none. */
export const deleteNotice = prepared<{ id: string; memberId: string }, { id: string }>(
  (p) => sql`DELETE FROM restock.notices WHERE id = ${p.id} AND member_id = ${p.memberId} RETURNING id`,
);

/** The member's notices before an id, the newest first. */
export const listNotices = prepared<
  { memberId: string; productId: string | null; beforeId: string; limit: number },
  NoticeRow
>(
  (p) => sql`
    SELECT ${columns} FROM restock.notices
    WHERE member_id = ${p.memberId} AND id < ${p.beforeId}
      AND (${p.productId}::uuid IS NULL OR product_id = ${p.productId}::uuid)
    ORDER BY id DESC LIMIT ${p.limit}`,
);

export const deleteNoticesOf = prepared<{ memberId: string }, never>(
  (p) => sql`DELETE FROM restock.notices WHERE member_id = ${p.memberId}`,
);

/** The variants of the list that members wait for. */
export const findAwaited = prepared<{ variantIds: string[] }, { variantId: string }>(
  (p) => sql`
    SELECT wanted.id AS "variantId" FROM unnest(${p.variantIds}::uuid[]) AS wanted (id)
    WHERE EXISTS (SELECT FROM restock.notices WHERE variant_id = wanted.id)`,
);

/** The variants of a product that members wait for. */
export const findAwaitedOf = prepared<{ productId: string }, { variantId: string }>(
  (p) => sql`
    SELECT DISTINCT variant_id AS "variantId" FROM restock.notices WHERE product_id = ${p.productId}`,
);

/**
 * Ends up to `limit` notices for variants that came back, the first who asked first, and publishes
 * `restocked` for each of them. After a full batch it publishes `batchNotified`, so that the next one
 * follows. Rows that another process is ending are skipped: each notice is ended once.
 */
export const endNotices = prepared<
  { variantIds: string[]; variants: string[]; limit: number },
  { ended: number; published: number }
>(
  (p) => sql`
    WITH due AS (
      SELECT id FROM restock.notices WHERE variant_id = ANY (${p.variantIds}::uuid[])
      ORDER BY id LIMIT ${p.limit} FOR UPDATE SKIP LOCKED
    ), ended AS (
      DELETE FROM restock.notices USING due WHERE notices.id = due.id
      RETURNING notices.id, member_id, variant_id
    ), told AS (
      SELECT ${publish(restock.events.restocked, {
        noticeId: sql`ended.id`,
        memberId: sql`member_id`,
        variant: sql`words.variant::jsonb`,
      })}
      FROM ended JOIN unnest(${p.variantIds}::uuid[], ${p.variants}::text[]) AS words (variant_id, variant)
        USING (variant_id)
    ), more AS (
      SELECT ${publish(restock.events.batchNotified, { variantIds: sql`to_jsonb(${p.variantIds}::uuid[])` })}
      WHERE (SELECT count(*) FROM ended) >= ${p.limit}
    )
    SELECT (SELECT count(*)::int FROM ended) AS ended,
      ((SELECT count(*) FROM told) + (SELECT count(*) FROM more))::int AS published`,
);
