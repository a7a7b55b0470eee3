/**
 * Members' points. `lockAccount` begins every transaction that changes them, so that the statements after it
 * see all that was written before, and those of one member run one after the other.
 */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import type { ExpiringPoints, PointKind } from "../contract.ts";

/** Where a lot of points came from. */
export type PointSource = "purchase" | "staff" | "refund";

/** Locks the member's account, which is made at its first use. `left`: the member left. */
export const lockAccount = prepared<{ memberId: string }, { left: boolean }>(
  (p) => sql`
    INSERT INTO promotions.point_accounts AS account (member_id) VALUES (${p.memberId})
    ON CONFLICT (member_id) DO UPDATE SET member_id = excluded.member_id
    RETURNING left_at IS NOT NULL AS left`,
);

/** No row: an entry of this kind and cause was made before. */
export const insertEntry = prepared<
  {
    id: string;
    memberId: string;
    kind: PointKind;
    cause: string;
    orderId: string | null;
    amount: number;
    reason: string | null;
    now: Date;
  },
  { id: string }
>(
  (p) => sql`
    INSERT INTO promotions.point_ledger (id, member_id, kind, cause, order_id, amount, reason, at)
    VALUES (${p.id}, ${p.memberId}, ${p.kind}, ${p.cause}, ${p.orderId}, ${p.amount}, ${p.reason}, ${p.now})
    ON CONFLICT (kind, cause) DO NOTHING RETURNING id`,
);

/**
 * Adds points to what the member can spend. A debt is paid first: `paid` is to be taken out of the lots, into
 * which all points go. `unheld`: they were held before.
 */
export const addAvailable = prepared<{ memberId: string; points: number; unheld: number }, { paid: number }>(
  (p) => sql`
    UPDATE promotions.point_accounts SET
      available = available + ${p.points}::bigint - least(debt, ${p.points}::bigint),
      debt = debt - least(debt, ${p.points}::bigint), held = held - ${p.unheld}::bigint
    WHERE member_id = ${p.memberId} RETURNING old.debt - new.debt AS paid`,
);

/** Takes points from what the member can spend; `toHeld` of them are held. No row: there are fewer. */
export const takeAvailable = prepared<
  { memberId: string; points: number; toHeld: number },
  { memberId: string }
>(
  (p) => sql`
    UPDATE promotions.point_accounts SET
      available = available - ${p.points}::bigint, held = held + ${p.toHeld}::bigint
    WHERE member_id = ${p.memberId} AND available >= ${p.points}::bigint
    RETURNING member_id AS "memberId"`,
);

/** Takes points although there may be fewer: the rest becomes a debt. `taken` is to leave the lots. */
export const claw = prepared<{ memberId: string; points: number }, { taken: number }>(
  (p) => sql`
    UPDATE promotions.point_accounts SET
      available = available - least(available, ${p.points}::bigint),
      debt = debt + ${p.points}::bigint - least(available, ${p.points}::bigint)
    WHERE member_id = ${p.memberId} RETURNING old.available - new.available AS taken`,
);

/** Spent points are held no more. */
export const spendHeld = prepared<{ memberId: string; points: number }, { memberId: string }>(
  (p) => sql`
    UPDATE promotions.point_accounts SET held = held - ${p.points}::bigint
    WHERE member_id = ${p.memberId} RETURNING member_id AS "memberId"`,
);

export const insertLot = prepared<
  { id: string; memberId: string; points: number; source: PointSource; expiresAt: Date; now: Date },
  { id: string }
>(
  (p) => sql`
    INSERT INTO promotions.point_lots (id, member_id, amount, remaining, source, expires_at, created_at)
    VALUES (${p.id}, ${p.memberId}, ${p.points}, ${p.points}, ${p.source}, ${p.expiresAt}, ${p.now})
    RETURNING id`,
);

/** Takes points out of the member's lots, those that expire first. Returns how many of each. */
export const takeFromLots = prepared<{ memberId: string; points: number }, { lotId: string; points: number }>(
  (p) => sql`
    WITH ordered AS (
      SELECT id, (sum(remaining) OVER (ORDER BY expires_at, id) - remaining)::bigint AS before
      FROM promotions.point_lots WHERE member_id = ${p.memberId} AND remaining > 0
    )
    UPDATE promotions.point_lots AS lot
    SET remaining = lot.remaining - least(lot.remaining, ${p.points}::bigint - ordered.before)
    FROM ordered WHERE lot.id = ordered.id AND ordered.before < ${p.points}::bigint
    RETURNING lot.id AS "lotId", old.remaining - new.remaining AS points`,
);

export const refillLots = prepared<{ lotIds: string[]; points: number[] }, { id: string }>(
  (p) => sql`
    UPDATE promotions.point_lots AS lot SET remaining = lot.remaining + given.points
    FROM unnest(${p.lotIds}::uuid[], ${p.points}::bigint[]) AS given (id, points)
    WHERE lot.id = given.id RETURNING lot.id`,
);

/** Empties the lots of the member that have expired, and returns what they had. */
export const expireLots = prepared<{ memberId: string; now: Date }, { points: number }>(
  (p) => sql`
    WITH due AS (
      UPDATE promotions.point_lots SET remaining = 0
      WHERE member_id = ${p.memberId} AND remaining > 0 AND expires_at <= ${p.now}
      RETURNING old.remaining AS points
    ), total AS (SELECT sum(points)::bigint AS points FROM due)
    UPDATE promotions.point_accounts SET available = available - total.points FROM total
    WHERE member_id = ${p.memberId} AND total.points > 0 RETURNING total.points`,
);

/** Members with a lot that has expired, after an id. */
export const findDueMembers = prepared<{ now: Date; afterId: string; limit: number }, { memberId: string }>(
  (p) => sql`
    SELECT DISTINCT member_id AS "memberId" FROM promotions.point_lots
    WHERE remaining > 0 AND expires_at <= ${p.now} AND member_id > ${p.afterId}
    ORDER BY member_id LIMIT ${p.limit}`,
);

/** What the member can spend now; what an unpaid order of the cart holds is free for the next one. */
export const findSpendable = prepared<{ memberId: string; cartId: string; now: Date }, { points: number }>(
  (p) => sql`
    SELECT (SELECT coalesce(sum(remaining), 0) FROM promotions.point_lots
        WHERE member_id = ${p.memberId} AND remaining > 0 AND expires_at > ${p.now})::bigint
      + (SELECT coalesce(sum(points), 0) FROM promotions.point_holds
        WHERE member_id = ${p.memberId} AND cart_id = ${p.cartId} AND state = 'held')::bigint AS points`,
);

export interface PointAccountRow {
  readonly balance: number;
  readonly available: number;
  readonly held: number;
  /** Of the points that can be spent, those that expire before `until`. */
  readonly expiring: number;
  /** When the first of them expires; null without any. */
  readonly expiresAt: Date | null;
}

/** No row: the member never had points. */
export const findAccount = prepared<{ memberId: string; until: Date }, PointAccountRow>(
  (p) => sql`
    SELECT balance, available, held, soon.expiring, soon."expiresAt" FROM promotions.point_accounts
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(remaining), 0)::bigint AS expiring, min(expires_at) AS "expiresAt"
      FROM promotions.point_lots
      WHERE member_id = point_accounts.member_id AND remaining > 0 AND expires_at < ${p.until}) AS soon
    WHERE member_id = ${p.memberId}`,
);

/** Until `to` exclusive. All days of a member are on one page. `limit` counts members. */
export const findExpiring = prepared<
  { from: Date; to: Date; memberId: string | null; afterId: string; limit: number; timeZone: string },
  ExpiringPoints
>(
  (p) => sql`
    WITH told AS (
      SELECT DISTINCT member_id FROM promotions.point_lots
      WHERE remaining > 0 AND expires_at >= ${p.from}::timestamptz AND expires_at < ${p.to}::timestamptz
        AND member_id > ${p.afterId} AND (${p.memberId}::uuid IS NULL OR member_id = ${p.memberId}::uuid)
      ORDER BY member_id LIMIT ${p.limit}
    )
    SELECT member_id AS "memberId", (expires_at AT TIME ZONE ${p.timeZone})::date::text AS day,
      sum(remaining)::bigint AS points
    FROM promotions.point_lots JOIN told USING (member_id)
    WHERE remaining > 0 AND expires_at >= ${p.from}::timestamptz AND expires_at < ${p.to}::timestamptz
    GROUP BY 1, 2 ORDER BY 1, 2`,
);

export interface PointEntryRow {
  readonly id: string;
  readonly kind: PointKind;
  readonly amount: number;
  readonly orderId: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** The member's ledger before an id, the newest first. */
export const listEntries = prepared<{ memberId: string; beforeId: string; limit: number }, PointEntryRow>(
  (p) => sql`
    SELECT id, kind, amount, order_id AS "orderId", reason, at FROM promotions.point_ledger
    WHERE member_id = ${p.memberId} AND id < ${p.beforeId} ORDER BY id DESC LIMIT ${p.limit}`,
);

/** Deletes what the member had. Orders keep how many points were spent. The account takes none any more. */
export const forgetPoints = prepared<{ memberId: string; now: Date }, never>(
  (p) => sql`
    WITH holds AS (
      UPDATE promotions.point_holds SET state = 'forgotten' WHERE member_id = ${p.memberId}
    ), lots AS (
      DELETE FROM promotions.point_lots WHERE member_id = ${p.memberId}
    ), ledger AS (
      DELETE FROM promotions.point_ledger WHERE member_id = ${p.memberId}
    )
    UPDATE promotions.point_accounts SET available = 0, held = 0, debt = 0, left_at = ${p.now}
    WHERE member_id = ${p.memberId}`,
);
