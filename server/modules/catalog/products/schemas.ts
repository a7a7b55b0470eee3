import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { Image } from "../contract/picture.ts";
import { ProductStatus, TaxType } from "../contract.ts";

const CategoryLink = Closed({ id: Uuid, slug: Type.String(), name: Type.String() });

/** What a list and the page of a product both show. */
export const cardFields = {
  id: Uuid,
  slug: Type.String(),
  name: Type.String(),
  brand: Nullable(Type.String()),
  price: Money,
  compareAtPrice: Type.Optional(Money),
  image: Nullable(Image),
  inStock: Type.Boolean(),
};

export const Product = Closed({
  ...cardFields,
  description: Type.String(),
  status: ProductStatus,
  forSale: Type.Boolean({ description: "false outside the sales period" }),
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
  variants: Type.Array(
    Closed({
      id: Uuid,
      sku: Type.String(),
      options: Type.Record(Type.String(), Type.String()),
      price: Money,
      compareAtPrice: Type.Optional(Money),
      available: Type.Integer(),
      image: Nullable(Image),
    }),
  ),
});
