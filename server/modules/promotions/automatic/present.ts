/** Automatic promotions as staff and carts see them. Pure. */
import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { PromotionTerms } from "../contract/promotion.ts";
import type { PromotionRow } from "./queries.ts";

export const periodOf = ({ startsAt, endsAt }: Pick<PromotionRow, "startsAt" | "endsAt">) => ({
  startsAt: startsAt?.toISOString() ?? null,
  endsAt: endsAt?.toISOString() ?? null,
});

export function promotionTermsOf(row: PromotionRow): PromotionTerms {
  const { id, name, effect, productIds, categoryIds } = row;
  return { ...{ id, name, effect, productIds, categoryIds }, ...periodOf(row) };
}

export function presentPromotion(row: PromotionRow) {
  const { id, name, effect, productIds, categoryIds, status, createdAt, updatedAt } = row;
  return {
    ...{ id, name, effect, productIds, categoryIds },
    period: periodOf(row),
    status,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    etag: etagOfVersion(row.version),
  };
}
