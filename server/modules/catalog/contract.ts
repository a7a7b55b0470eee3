import { type Static, Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import type { Language } from "../../platform/language.ts";
import { Money } from "../../platform/money.ts";
import {
  Closed,
  LongText,
  MoneyInput,
  Nothing,
  Nullable,
  Picture,
  Text,
  Uuid,
} from "../../platform/schema.ts";
import { Image, imageOf } from "../../platform/storage/image.ts";

const Slug = Type.String({ pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", maxLength: 120 });
const OptionName = Text(40);
const StockCount = Type.Integer({ minimum: 0, maximum: 10_000_000 });

const VariantInput = Closed({
  sku: Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$" }),
  options: Type.Record(Type.String(), Text(60)),
  price: MoneyInput,
  compareAtPrice: Type.Optional(MoneyInput),
  stock: Type.Optional(StockCount),
});
const Translation = Closed({
  name: Type.Optional(Text(200)),
  description: Type.Optional(LongText(20_000)),
  brand: Type.Optional(Text(80)),
  options: Type.Optional(Type.Record(Text(60), LongText(60), { additionalProperties: false })),
});
export const NewProduct = Closed({
  name: Text(200),
  slug: Type.Optional(Slug),
  description: Type.Optional(LongText(20_000)),
  categoryIds: Type.Optional(Type.Array(Uuid, { maxItems: 20, uniqueItems: true })),
  brand: Type.Optional(Text(80)),
  options: Type.Array(
    Closed({
      name: OptionName,
      values: Type.Array(Text(60), { minItems: 1, maxItems: 100, uniqueItems: true }),
    }),
    { maxItems: 5 },
  ),
  variants: Type.Array(VariantInput, { minItems: 1, maxItems: 500 }),
  status: Type.Union([Type.Literal("draft"), Type.Literal("active"), Type.Literal("archived")]),
  translations: Type.Optional(Closed({ en: Type.Optional(Translation) })),
});
export type NewProduct = Static<typeof NewProduct>;

const Translations = Type.Object({
  en: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String()),
      options: Type.Optional(Type.Record(Type.String(), Type.String())),
    }),
  ),
});

/** A variant as a cart or an order needs it. `translations` are the product's. */
export const VariantCard = Closed({
  variantId: Uuid,
  productId: Uuid,
  productSlug: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
  translations: Translations,
  picture: Nullable(Picture),
  price: Money,
  forSale: Type.Boolean({ description: "false when the product is not active" }),
});
export type VariantCard = Static<typeof VariantCard>;

/** The name and the options of a variant, as a shopper reads them. */
export function variantTexts(
  { name, options, translations }: Pick<VariantCard, "name" | "options" | "translations">,
  language: Language,
) {
  const texts = language === "en" ? translations.en : undefined;
  const say = (word: string) => texts?.options?.[word] ?? word;
  return {
    name: texts?.name ?? name,
    options: options.map(({ label, value }) => ({ label: say(label), value: say(value) })),
  };
}

/** The fields that a line of a cart or an order shows of its variant. */
export const shownVariantFields = {
  variantId: Uuid,
  productId: Uuid,
  productSlug: Type.String(),
  sku: Type.String(),
  name: Type.String(),
  options: Type.Array(Closed({ label: Type.String(), value: Type.String() })),
  image: Nullable(Image),
};

export function showVariant(variant: Omit<VariantCard, "price" | "forSale">, language: Language) {
  const { variantId, productId, productSlug, sku, picture } = variant;
  const { name, options } = variantTexts(variant, language);
  return { variantId, productId, productSlug, sku, name, options, image: imageOf(picture, name) };
}

export const ImportedCategory = Closed({
  slug: Slug,
  name: Text(80),
  description: Type.String(),
  translations: Closed({ en: Closed({ name: Type.String(), description: Type.String() }) }),
  position: Type.Integer(),
  picture: Nullable(Picture),
});
export const ImportedProduct = Closed({
  product: NewProduct,
  categorySlugs: Type.Array(Slug),
  pictures: Type.Array(Picture),
  variantPictures: Type.Record(Type.String(), Picture, { description: "by SKU" }),
});
export type ImportedCategory = Static<typeof ImportedCategory>;
export type ImportedProduct = Static<typeof ImportedProduct>;

/** What others may ask of the catalogue. */
export const catalog = contract(
  "catalog",
  {
    /** The variants that exist of those asked for, with their prices of this moment. */
    describe: call({
      input: Closed({ variantIds: Type.Array(Uuid, { maxItems: 500 }) }),
      output: Type.Array(VariantCard),
      retry: "safe",
    }),
    /** Makes categories and products that are not there yet (by slug and SKU); leaves the others as they are. */
    import: call({
      input: Closed({
        categories: Type.Array(ImportedCategory),
        products: Type.Array(ImportedProduct, { maxItems: 200 }),
      }),
      output: Nothing,
      retry: "safe",
      deadlineMs: 60_000,
    }),
  },
  {
    events: {
      /** A product is registered; `stock` is what its variants begin with. */
      productCreated: event({
        version: 1,
        payload: Closed({
          productId: Uuid,
          stock: Type.Array(Closed({ variantId: Uuid, sku: Type.String(), quantity: StockCount })),
        }),
      }),
    },
  },
);

/** The topic on which every process hears which products (ids) changed. */
export const productsChanged = "catalog.products";

export type CatalogError = "SLUG_TAKEN" | "SKU_TAKEN" | "UNKNOWN_VARIANT";
