import type { PromotionsContext } from "../context.ts";
import type { CouponRefusal, CouponTerms } from "../contract.ts";
import { unusableReason } from "../coupon-rules.ts";
import { termsOf } from "../present.ts";
import * as queries from "../queries.ts";

interface Asked {
  readonly codes: readonly string[];
  readonly memberId: string | null;
  readonly cartId: string;
}

/** The terms of the coupons that the shopper can use now, and why the others cannot be used. */
export async function findCoupons(
  { db, clock }: PromotionsContext,
  { codes, memberId, cartId }: Asked,
): Promise<{ usable: CouponTerms[]; refused: CouponRefusal[] }> {
  const asked = [...new Set(codes.map((code) => code.toUpperCase()))];
  const rows = await db.rows(queries.findByCodes, { codes: asked, memberId, cartId });
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const now = clock.now();
  const usable: CouponTerms[] = [];
  const refused: CouponRefusal[] = [];
  for (const coupon of asked) {
    const row = byCode.get(coupon);
    if (!row) {
      refused.push({ coupon, reason: "UNKNOWN" });
      continue;
    }
    const { ownUses, heldByCart: replaceable } = row;
    const reason = unusableReason(row, { isMember: memberId !== null, ownUses, replaceable }, now);
    if (reason === null) usable.push(termsOf(row));
    else refused.push({ coupon, reason });
  }
  return { usable, refused };
}
