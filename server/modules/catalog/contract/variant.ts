/** A variant as carts and orders store it, and how they show it to a shopper. Pure. */
import { type Static, Type } from "typebox";
import type { Language } from "../../../platform/language.ts";
import { Money } from "../../../platform/money.ts";
import { ownField } from "../../../platform/own-field.ts";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import { Image, imageOf, Picture } from "./picture.ts";
import { PriceTier } from "./price-tiers.ts";
import { TaxType } from "./product-words.ts";

const Translations = Type.Object({
  en: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String()),
      options: Type.Optional(Type.Record(Type.String(), Type.String())),
    }),
  ),
});

const identity = {
  variantId: Uuid,
  productId: Uuid,
  productSlug: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
};

/** A variant as a cart or an order needs it. `translations` are the product's. */
export const VariantCard = Closed({
  ...identity,
  translations: Translations,
  picture: Nullable(Picture),
  price: Money,
  tiers: Type.Optional(
    Type.Array(PriceTier, { description: "what makes a piece cheaper than `price`: see price-tiers.ts" }),
  ),
  forSale: Type.Boolean({ description: "false when it is not active, or outside its sales period" }),
  minQuantity: Type.Optional(Type.Integer({ description: "pieces in one order, at least" })),
  maxQuantity: Type.Optional(Type.Integer({ description: "pieces in one order, at most" })),
  deliveryGroup: Type.Optional(Type.String({ description: "what it is sent with" })),
  taxType: Type.Optional({ ...TaxType, description: "taxable when it is absent" }),
});
export type VariantCard = Static<typeof VariantCard>;

/** The name and the options of a variant, as a shopper reads them. */
export function variantTexts(
  { name, options, translations }: Pick<VariantCard, "name" | "options" | "translations">,
  language: Language,
) {
  const texts = language === "en" ? translations.en : undefined;
  const translate = (word: string) => ownField(texts?.options, word) ?? word;
  return {
    name: texts?.name ?? name,
    options: options.map(({ label, value }) => ({ label: translate(label), value: translate(value) })),
  };
}

/** The fields that a line of a cart or an order shows of its variant. */
export const shownVariantFields = {
  ...identity,
  image: Nullable(Image),
};

type ShownVariant = Pick<
  VariantCard,
  "variantId" | "productId" | "productSlug" | "sku" | "name" | "options" | "translations" | "picture"
>;

export function showVariant(variant: ShownVariant, language: Language) {
  const { variantId, productId, productSlug, sku, picture } = variant;
  const { name, options } = variantTexts(variant, language);
  return { variantId, productId, productSlug, sku, name, options, image: imageOf(picture, name) };
}
