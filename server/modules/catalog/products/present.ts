/** Turns rows of products and variants into API responses, in the requested language. Pure. */
import type { Language } from "../../../platform/language.ts";
import { money } from "../../../platform/money.ts";
import { ownField } from "../../../platform/own-field.ts";
import { presentAddOns } from "../add-ons/present.ts";
import { presentAttributes } from "../attributes/present.ts";
import { imageOf } from "../contract/picture.ts";
import { ratingOf } from "../contract/rating.ts";
import { textsOf } from "../contract/texts.ts";
import type { VariantCard } from "../contract/variant.ts";
import { presentDisclosure } from "../disclosure/present.ts";
import { altOf } from "../pictures/present.ts";
import { pictureAlone } from "../pictures/product-picture.ts";
import { tiersAt } from "../price-lists/offers.ts";
import type { CategoryRef, DescribedRow, ProductRow } from "./queries.ts";

export function presentProduct(
  row: ProductRow,
  available: ReadonlyMap<string, VariantLevel>,
  language: Language,
  now: Date,
) {
  const texts = textsOf(row.translations, language);
  const described = texts.description === undefined ? row : texts;
  const labelOf = (word: string) => ownField(texts.options, word) ?? word;
  const name = texts.name ?? row.name;
  const rating = ratingOf(row.ratingCount, row.ratingSum);
  const left = (variant: { readonly id: string }) => Math.max(0, available.get(variant.id)?.available ?? 0);
  return {
    id: row.id,
    slug: row.slug,
    name,
    brand: texts.brand ?? row.brand,
    description: described.description ?? "",
    descriptionHtml: described.descriptionHtml ?? null,
    status: row.status,
    price: money(row.price, row.currency),
    ...(row.compareAtPrice === null ? {} : { compareAtPrice: money(row.compareAtPrice, row.currency) }),
    image: imageOf(row.pictures[0], name),
    images: row.pictures.map((picture) => imageOf(picture, altOf(picture, language, name))),
    ...presentSale(row, language, now),
    inStock: row.variants.some((variant) => left(variant) > 0),
    ...(rating ? { rating } : {}),
    categories: row.categories.map((category) => presentCategory(category, language)),
    options: row.options.map((option) => ({
      name: option.name,
      values: option.values,
      label: labelOf(option.name),
      valueLabels: Object.fromEntries(option.values.map((value) => [value, labelOf(value)])),
    })),
    attributes: presentAttributes(row.attributes, language),
    addOns: {
      heading: texts.addOnHeading ?? row.addOnHeading,
      items: presentAddOns(row.addOns, left, language, now),
    },
    disclosure: presentDisclosure(row.disclosure, language),
    variants: row.variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      options: variant.options,
      price: money(variant.price, row.currency),
      ...(variant.compareAtPrice === null
        ? {}
        : { compareAtPrice: money(variant.compareAtPrice, row.currency) }),
      tiers: tiersAt(variant, row.offers, row.currency, now),
      available: left(variant),
      ...presentBackOrder(available.get(variant.id), now),
      image: imageOf(variant.picture, name),
    })),
  };
}

export const presentCategory = ({ id, slug, name, translations }: CategoryRef, language: Language) => ({
  id,
  slug,
  name: textsOf(translations, language).name ?? name,
});

/** How many pieces of a variant can be sold, as inventory says. */
export interface VariantLevel {
  readonly available: number;
  readonly backOrder?: { readonly expectedAt: string | null };
}

const shopDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" });

/** A day that has passed says nothing of when the goods come. */
function presentBackOrder(level: VariantLevel | undefined, now: Date) {
  if (!level?.backOrder) return {};
  const { expectedAt } = level.backOrder;
  const isToCome = expectedAt !== null && expectedAt >= shopDay.format(now);
  return { backOrder: { expectedAt: isToCome ? expectedAt : null } };
}

function presentSale(row: ProductRow, language: Language, now: Date) {
  const { salesFrom, salesUntil, taxType, minQuantity, maxQuantity, seo } = row;
  const { title = null, description = null } = { ...seo.ko, ...(language === "en" ? seo.en : {}) };
  return {
    forSale: row.status === "active" && isSold(row, now),
    salesState: salesStateOf(row, now),
    salesFrom: salesFrom?.toISOString() ?? null,
    salesUntil: salesUntil?.toISOString() ?? null,
    taxType,
    minQuantity,
    maxQuantity,
    seo: { title, description },
  };
}

type SalesPeriod = Pick<ProductRow, "salesFrom" | "salesUntil">;

/** A sales period lasts from its first moment until just before its last one. */
function salesStateOf({ salesFrom, salesUntil }: SalesPeriod, now: Date) {
  if (salesFrom !== null && now < salesFrom) return "soon";
  return salesUntil === null || now < salesUntil ? "open" : "over";
}

const isSold = (period: SalesPeriod, now: Date): boolean => salesStateOf(period, now) === "open";

export function presentVariant(row: DescribedRow, now: Date): VariantCard {
  const { en } = row.translations;
  const tiers = tiersAt(row, row.offers, row.currency, now);
  return {
    variantId: row.variantId,
    productId: row.productId,
    productSlug: row.productSlug,
    sku: row.sku,
    name: row.name,
    // The product declares the order of its options.
    options: row.declared.map(({ name }) => ({ label: name, value: row.options[name] ?? "" })),
    translations: en
      ? { en: { ...(en.name ? { name: en.name } : {}), ...(en.options ? { options: en.options } : {}) } }
      : {},
    picture: row.picture && pictureAlone(row.picture),
    price: money(row.price, row.currency),
    ...(tiers.length === 0 ? {} : { tiers }),
    forSale: row.isShown && isSold(row, now),
    minQuantity: row.minQuantity,
    ...(row.maxQuantity === null ? {} : { maxQuantity: row.maxQuantity }),
    taxType: row.taxType,
    ...(row.deliveryGroup === null ? {} : { deliveryGroup: row.deliveryGroup }),
  };
}
