/** Price lists as staff see them, and the prices of a member. Pure. */
import { etagOfVersion } from "../../../platform/http/versions.ts";
import { type Currency, money } from "../../../platform/money.ts";
import { unitPriceOf } from "../contract/price-tiers.ts";
import type { ListedPriceRow, PriceListRow } from "./editing-queries.ts";
import { tiersAt } from "./offers.ts";
import type { MemberPriceRow } from "./queries.ts";

export function presentPriceList(row: PriceListRow, now: Date) {
  const { id, name, memberGroup, startsAt, endsAt, active, priceCount, createdAt, updatedAt } = row;
  return {
    id,
    name,
    memberGroup,
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    active,
    applies: active && (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt),
    priceCount,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    etag: etagOfVersion(row.version),
  };
}

export function presentPrice({ sku, minQuantity, price, variant }: ListedPriceRow, currency: Currency) {
  return {
    sku,
    minQuantity,
    price: money(price, currency),
    variant: variant && {
      productId: variant.productId,
      name: variant.name,
      options: Object.values(variant.options),
      price: money(variant.price, currency),
    },
  };
}

/** Null: the member pays what everybody pays. */
export function presentMemberPrices({ id, currency, price, variants, offers }: MemberPriceRow, now: Date) {
  const priced = variants.map((variant) => ({
    id: variant.id,
    price: money(variant.price, currency),
    tiers: tiersAt(variant, offers, currency, now),
  }));
  const differs = variants.some((variant, at) => {
    const ofEverybody = offers.filter(({ ofGroup }) => !ofGroup);
    const tiers = tiersAt(variant, ofEverybody, currency, now);
    return JSON.stringify(tiers) !== JSON.stringify(priced[at]?.tiers);
  });
  if (!differs) return null;
  const lowest = Math.min(price, ...priced.map((variant) => unitPriceOf(variant, 1).amount));
  return { productId: id, price: money(lowest, currency), variants: priced };
}
