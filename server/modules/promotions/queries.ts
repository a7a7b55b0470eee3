/** Coupons as staff make and edit them, and as shoppers look them up. */
import { sql } from "kysely";
import { editsSince, storedEdit } from "../../platform/db/edit-queries.ts";
import { prepared } from "../../platform/db/prepared.ts";
import { LAST_ID } from "../../platform/ids.ts";
import type { Currency } from "../../platform/money.ts";
import type { CouponStatus } from "./contract/coupon-input.ts";
import type { CouponKind } from "./contract.ts";

const edits = { table: "promotions.coupon_edits", key: "coupon_id" } as const;

export interface CouponRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: CouponKind;
  readonly amount: number | null;
  readonly percent: number | null;
  readonly cap: number | null;
  readonly currency: Currency;
  readonly minimum: number;
  readonly productIds: string[];
  readonly categoryIds: string[];
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly totalLimit: number | null;
  readonly perMemberLimit: number | null;
  /** Listed to all members, who may take it. */
  readonly offered: boolean;
  readonly combinable: boolean;
  readonly status: CouponStatus;
  readonly used: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const couponColumns = sql.raw(`
  coupons.id, code, name, kind, amount, percent, cap, currency, minimum, product_ids AS "productIds",
  category_ids AS "categoryIds", starts_at AS "startsAt", ends_at AS "endsAt", total_limit AS "totalLimit",
  per_member_limit AS "perMemberLimit", offered, combinable, status, coupons.used, version,
  created_at AS "createdAt", updated_at AS "updatedAt"`);

// A condition that always has a bound can use the index; "no bound, or …" cannot.
const NEWEST = sql.lit(LAST_ID);

/** The newest first. */
export const listCoupons = prepared<{ before: string | null; limit: number }, CouponRow>(
  (p) => sql`
    SELECT ${couponColumns} FROM promotions.coupons WHERE id < coalesce(${p.before}::uuid, ${NEWEST})
    ORDER BY id DESC LIMIT ${p.limit}`,
);

export const countCoupons = prepared<object, { count: number }>(
  () => sql`SELECT count(*)::int AS count FROM promotions.coupons`,
);

export const findCoupon = prepared<{ id: string }, CouponRow>(
  (p) => sql`SELECT ${couponColumns} FROM promotions.coupons WHERE id = ${p.id}`,
);

export const findCouponsOf = prepared<{ ids: string[] }, CouponRow>(
  (p) => sql`SELECT ${couponColumns} FROM promotions.coupons WHERE id = ANY (${p.ids}::uuid[]) ORDER BY id`,
);

/** Edits of a coupon run one after the other. */
export const lockCoupon = prepared<{ id: string }, CouponRow>(
  (p) => sql`SELECT ${couponColumns} FROM promotions.coupons WHERE id = ${p.id} FOR NO KEY UPDATE`,
);

export const insertCoupon = prepared<
  Omit<CouponRow, "used" | "version" | "createdAt" | "updatedAt"> & {
    now: Date;
  },
  never
>(
  (p) => sql`
    INSERT INTO promotions.coupons (id, code, name, kind, amount, percent, cap, currency, minimum,
      product_ids, category_ids, starts_at, ends_at, total_limit, per_member_limit, downloadable, offered,
      combinable, status, created_at, updated_at)
    VALUES (${p.id}, ${p.code}, ${p.name}, ${p.kind}, ${p.amount}, ${p.percent}, ${p.cap}, ${p.currency},
      ${p.minimum}, ${p.productIds}::uuid[], ${p.categoryIds}::uuid[], ${p.startsAt}, ${p.endsAt},
      ${p.totalLimit}, ${p.perMemberLimit}, true, ${p.offered},
      ${p.combinable}, ${p.status}, ${p.now}, ${p.now})`,
);

/** `differences` is JSON. The last fifty edits are kept. No row: the coupon had another status meanwhile. */
export const updateCoupon = prepared<
  Pick<CouponRow, "id" | "name" | "startsAt" | "endsAt" | "offered" | "combinable" | "status"> & {
    from: CouponStatus;
    differences: string;
    now: Date;
  },
  { version: number }
>(
  (p) => sql`
    WITH changed AS (
      UPDATE promotions.coupons SET name = ${p.name}, starts_at = ${p.startsAt}, ends_at = ${p.endsAt},
        offered = ${p.offered}, combinable = ${p.combinable}, status = ${p.status},
        version = version + 1, updated_at = ${p.now}
      WHERE id = ${p.id} AND status = ${p.from} RETURNING id, version
    ), ${storedEdit(edits, p)}
    SELECT version FROM changed`,
);

export const findEditsSince = editsSince(edits);

export interface AskedCouponRow extends CouponRow {
  /** Uses by the member. */
  readonly ownUses: number;
  /** Uses that an unpaid order of the cart holds. */
  readonly heldByCart: number;
}

/** Coupons by their codes, with what the shopper has used of them. */
export const findByCodes = prepared<
  { codes: string[]; memberId: string | null; cartId: string | null },
  AskedCouponRow
>(
  (p) => sql`
    SELECT ${couponColumns}, coalesce(own.used, 0) AS "ownUses",
      (SELECT count(*)::int FROM promotions.uses
       WHERE uses.cart_id = ${p.cartId}::uuid AND uses.coupon_id = coupons.id AND state = 'held')
        AS "heldByCart"
    FROM promotions.coupons
    LEFT JOIN promotions.member_coupons AS own
      ON own.coupon_id = coupons.id AND own.member_id = ${p.memberId}::uuid
    WHERE code = ANY (${p.codes}::text[]) ORDER BY coupons.id`,
);
