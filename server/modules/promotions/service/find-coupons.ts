import type { PromotionsContext } from "../context.ts";
import type { CouponRefusal, CouponTerms } from "../contract.ts";
import { unusableReason } from "../coupon-rules.ts";
import { termsOf } from "../present.ts";
import * as queries from "../queries.ts";
import { limitGuesses } from "./guesses.ts";

interface Asked {
  readonly codes: readonly string[];
  readonly memberId: string | null;
  readonly cartId: string;
  readonly network?: string | null | undefined;
  /** Codes that the shopper does not guess. */
  readonly known?: readonly string[] | undefined;
}
interface FoundCoupons {
  readonly usable: CouponTerms[];
  readonly refused: CouponRefusal[];
}

/**
 * The terms of the coupons that the shopper can use now, and why the others cannot be used. Throws
 * TOO_MANY_REQUESTS after too many wrong codes, unless all codes are known ones.
 */
export async function findCoupons(promotions: PromotionsContext, asked: Asked): Promise<FoundCoupons> {
  const { codes, known = [], memberId, cartId, network = null } = asked;
  if (codes.every((code) => known.includes(code.toUpperCase()))) return lookUp(promotions, asked);
  const { usable, refused } = await limitGuesses(promotions, { memberId, cartId, network }, async () => {
    const found = await lookUp(promotions, asked);
    return { ...found, wrong: found.refused.filter(({ reason }) => reason === "UNKNOWN").length };
  });
  return { usable, refused };
}

async function lookUp(
  { db, clock }: PromotionsContext,
  { codes, memberId, cartId }: Asked,
): Promise<FoundCoupons> {
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
