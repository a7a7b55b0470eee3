import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { StaffAddOns } from "../add-ons/schemas.ts";
import { ShownValue } from "../attributes/schemas.ts";
import { cardFields } from "../contract/card.ts";
import { DisclosureGroupCode } from "../contract/disclosure.ts";
import { Image } from "../contract/picture.ts";
import { ProductStatus, TaxType } from "../contract.ts";
import { AdminPicture } from "../pictures/schemas.ts";

const Text = Type.Optional(Type.String());
const SeoTexts = Type.Optional(Closed({ title: Text, description: Text }));

export const StaffVariant = Closed({
  id: Uuid,
  sku: Type.String(),
  options: Type.Record(Type.String(), Type.String()),
  price: Money,
  compareAtPrice: Type.Optional(Money),
  inStock: Type.Boolean({ description: "figures are below /admin/stock" }),
  image: Nullable(Image),
});

/** A product as staff edit it: in Korean, whatever the language of the request, with what is translated. */
export const StaffProduct = Closed({
  ...cardFields,
  formerSlugs: Type.Array(Type.String(), { description: "they lead to the product too" }),
  description: Type.String(),
  descriptionHtml: Nullable(Type.String()),
  status: ProductStatus,
  publishAt: Nullable(Timestamp),
  salesFrom: Nullable(Timestamp),
  salesUntil: Nullable(Timestamp),
  tags: Type.Array(Type.String()),
  taxType: TaxType,
  deliveryGroup: Nullable(Type.String()),
  minQuantity: Type.Integer(),
  maxQuantity: Nullable(Type.Integer()),
  seo: Closed({ ko: SeoTexts, en: SeoTexts }),
  attributes: Type.Record(Type.String(), ShownValue, { description: "by the codes of attributes" }),
  disclosure: Nullable(
    Closed({ group: DisclosureGroupCode, items: Type.Record(Type.String(), Type.String()) }),
  ),
  addOns: StaffAddOns,
  addOnHeading: Nullable(Type.String()),
  translations: Closed({
    en: Type.Optional(
      Closed({
        name: Text,
        description: Text,
        descriptionHtml: Text,
        brand: Text,
        addOnHeading: Text,
        options: Type.Optional(Type.Record(Type.String(), Type.String())),
      }),
    ),
  }),
  categoryIds: Type.Array(Uuid),
  pictures: Type.Array(AdminPicture),
  options: Type.Array(Closed({ name: Type.String(), values: Type.Array(Type.String()) })),
  variants: Type.Array(StaffVariant),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});

export const StaffProductList = Closed({
  items: Type.Array(
    Closed({
      ...cardFields,
      status: ProductStatus,
      publishAt: Nullable(Timestamp),
      variantCount: Type.Integer(),
      tags: Type.Array(Type.String()),
      createdAt: Timestamp,
      updatedAt: Timestamp,
    }),
  ),
  total: Type.Integer({ description: "counted up to 10,000" }),
  totalIsCapped: Type.Boolean({ description: "there are more than `total`" }),
  nextCursor: Nullable(Type.String()),
});
