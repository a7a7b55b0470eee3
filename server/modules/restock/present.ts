/** What the API shows of restock notices. */
import type { Static } from "typebox";
import type { Language } from "../../platform/language.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { shownVariantFields, showVariant } from "../catalog/contract/variant.ts";
import type { ShownNotice } from "./service/ask.ts";

export const RestockNotice = Closed({
  id: Uuid,
  productId: Uuid,
  variantId: Uuid,
  askedAt: Timestamp,
  variant: { ...Nullable(Closed(shownVariantFields)), description: "null when it does not exist any more" },
});
export type RestockNotice = Static<typeof RestockNotice>;

export const presentNotice = ({ notice, card }: ShownNotice, language: Language): RestockNotice => ({
  id: notice.id,
  productId: notice.productId,
  variantId: notice.variantId,
  askedAt: notice.askedAt.toISOString(),
  variant: card && showVariant(card, language),
});
