/** Which prices of lists apply at a moment, and until when that stays so. Pure. */
import { type Currency, money } from "../../../platform/money.ts";
import { type PriceTier, tiersOf } from "../contract/price-tiers.ts";
import type { OfferRow } from "./queries.ts";

type Period = Pick<OfferRow, "startsAt" | "endsAt">;

/** From the first moment of the period until just before its last one. */
const appliesAt = ({ startsAt, endsAt }: Period, now: Date): boolean =>
  (startsAt === null || Date.parse(startsAt) <= now.getTime()) &&
  (endsAt === null || now.getTime() < Date.parse(endsAt));

/** The tiers of a variant at a moment. `offers` may be those of other variants too. */
export function tiersAt(
  { sku, price }: { readonly sku: string; readonly price: number },
  offers: readonly OfferRow[],
  currency: Currency,
  now: Date,
): PriceTier[] {
  const applying = offers.filter((offer) => offer.sku === sku && appliesAt(offer, now));
  return tiersOf(
    money(price, currency),
    applying.map((offer) => ({
      minQuantity: offer.minQuantity,
      price: money(offer.price, offer.currency),
    })),
  );
}

/** Milliseconds until each period that begins or ends after `now` does so. */
export const untilOffersChange = (offers: readonly Period[], now: Date): number[] =>
  offers
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .flatMap((moment) => (moment === null ? [] : [Date.parse(moment) - now.getTime()]))
    .filter((ms) => ms > 0);
