import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { ShownAddOns } from "../add-ons/schemas.ts";
import { ShownAttribute } from "../attributes/schemas.ts";
import { cardFields } from "../contract/card.ts";
import { Image } from "../contract/picture.ts";
import { PriceTier } from "../contract/price-tiers.ts";
import { ProductStatus, TaxType } from "../contract.ts";
import { ShownDisclosure } from "../disclosure/schemas.ts";

const CategoryLink = Closed({ id: Uuid, slug: Type.String(), name: Type.String() });

export const Product = Closed({
  ...cardFields,
  description: Type.String(),
  descriptionHtml: Nullable(
    Type.String({ description: "sanitised; null when the description is text alone" }),
  ),
  status: ProductStatus,
  forSale: Type.Boolean({ description: "false outside the sales period" }),
  salesState: Type.Union([Type.Literal("soon"), Type.Literal("open"), Type.Literal("over")], {
    description: "whether the sales period is to come, is now, or has ended",
  }),
  salesFrom: Nullable(Timestamp),
  salesUntil: Nullable(Timestamp),
  taxType: TaxType,
  minQuantity: Type.Integer({ description: "pieces of a variant in one order, at least" }),
  maxQuantity: Nullable(Type.Integer({ description: "pieces of a variant in one order, at most" })),
  seo: Closed({ title: Nullable(Type.String()), description: Nullable(Type.String()) }),
  images: Type.Array(Image),
  categories: Type.Array(CategoryLink),
  options: Type.Array(
    Closed({
      name: Type.String(),
      values: Type.Array(Type.String()),
      label: Type.String(),
      valueLabels: Type.Record(Type.String(), Type.String()),
    }),
  ),
  attributes: Type.Record(Type.String(), ShownAttribute, {
    description: "by their codes, in the order of display",
  }),
  disclosure: Nullable(ShownDisclosure),
  addOns: ShownAddOns,
  variants: Type.Array(
    Closed({
      id: Uuid,
      sku: Type.String(),
      options: Type.Record(Type.String(), Type.String()),
      price: Money,
      compareAtPrice: Type.Optional(Money),
      tiers: Type.Array(PriceTier, {
        description: "what everybody pays for each piece from a number of pieces on, below `price`",
      }),
      available: Type.Integer(),
      backOrder: Type.Optional(
        Closed({
          expectedAt: Nullable(
            Type.String({ description: "the day from which it is sent, in the shop's time: 2026-12-03" }),
          ),
        }),
      ),
      image: Nullable(Image),
    }),
  ),
});
