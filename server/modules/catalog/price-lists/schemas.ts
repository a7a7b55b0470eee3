import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { PriceTier } from "../contract/price-tiers.ts";

export const StaffPriceList = Closed({
  id: Uuid,
  name: Type.String(),
  memberGroup: Nullable(Type.String({ description: "the code of the group; null: for everybody" })),
  startsAt: Nullable(Timestamp),
  endsAt: Nullable(Timestamp),
  active: Type.Boolean(),
  applies: Type.Boolean({ description: "it is active, and its period has begun and not ended" }),
  priceCount: Type.Integer(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  etag: Type.String({ description: "for If-Match" }),
});

export const ListedPrice = Closed({
  sku: Type.String(),
  minQuantity: Type.Integer(),
  price: Money,
  variant: Nullable(
    Closed({
      productId: Uuid,
      name: Type.String(),
      options: Type.Array(Type.String()),
      price: Type.Object(Money.properties, { additionalProperties: false, description: "its own price" }),
    }),
  ),
});

export const PriceCounts = Closed({
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  unchanged: Type.Integer(),
});

/** As the page of a product shows its variants. */
export const MemberPrices = Closed({
  items: Type.Array(
    Closed({
      productId: Uuid,
      price: Type.Object(Money.properties, {
        additionalProperties: false,
        description: "of the cheapest variant",
      }),
      variants: Type.Array(Closed({ id: Uuid, price: Money, tiers: Type.Array(PriceTier) })),
    }),
  ),
});
