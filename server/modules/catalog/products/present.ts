/** Turns rows of products and variants into API responses, in the requested language. Pure. */
import type { Language } from "../../../platform/language.ts";
import { money } from "../../../platform/money.ts";
import { imageOf } from "../contract/picture.ts";
import { textsOf } from "../contract/texts.ts";
import type { VariantCard } from "../contract/variant.ts";
import { altOf } from "../pictures/present.ts";
import { pictureAlone } from "../pictures/product-picture.ts";
import type { DescribedRow, ProductRow, VariantRow } from "./queries.ts";

export function presentProduct(
  row: ProductRow,
  available: ReadonlyMap<string, number>,
  language: Language,
  now: Date,
) {
  const texts = textsOf(row.translations, language);
  const labels = texts.options ?? {};
  const name = texts.name ?? row.name;
  const left = (variant: VariantRow) => Math.max(0, available.get(variant.id) ?? 0);
  return {
    id: row.id,
    slug: row.slug,
    name,
    brand: texts.brand ?? row.brand,
    description: texts.description ?? row.description,
    status: row.status,
    price: money(row.price, row.currency),
    ...(row.compareAtPrice === null ? {} : { compareAtPrice: money(row.compareAtPrice, row.currency) }),
    image: imageOf(row.pictures[0], name),
    images: row.pictures.map((picture) => imageOf(picture, altOf(picture, language, name))),
    ...presentSale(row, language, now),
    inStock: row.variants.some((variant) => left(variant) > 0),
    categories: row.categories.map((each) => ({
      id: each.id,
      slug: each.slug,
      name: textsOf(each.translations, language).name ?? each.name,
    })),
    options: row.options.map((option) => ({
      name: option.name,
      values: option.values,
      label: labels[option.name] ?? option.name,
      valueLabels: Object.fromEntries(option.values.map((value) => [value, labels[value] ?? value])),
    })),
    variants: row.variants.map((variant) => ({
      id: variant.id,
      sku: variant.sku,
      options: variant.options,
      price: money(variant.price, row.currency),
      ...(variant.compareAtPrice === null
        ? {}
        : { compareAtPrice: money(variant.compareAtPrice, row.currency) }),
      available: left(variant),
      image: imageOf(variant.picture, name),
    })),
  };
}

function presentSale(row: ProductRow, language: Language, now: Date) {
  const { salesFrom, salesUntil, taxType, minQuantity, maxQuantity, seo } = row;
  const { title = null, description = null } = { ...seo.ko, ...(language === "en" ? seo.en : {}) };
  return {
    forSale: row.status === "active" && isSold(row, now),
    salesFrom: salesFrom?.toISOString() ?? null,
    salesUntil: salesUntil?.toISOString() ?? null,
    taxType,
    minQuantity,
    maxQuantity,
    seo: { title, description },
  };
}

/** In its sales period: from its first moment until just before its last one. */
const isSold = (
  { salesFrom, salesUntil }: Pick<ProductRow, "salesFrom" | "salesUntil">,
  now: Date,
): boolean => (salesFrom === null || salesFrom <= now) && (salesUntil === null || now < salesUntil);

export function presentVariant(row: DescribedRow, now: Date): VariantCard {
  const { en } = row.translations;
  return {
    variantId: row.id,
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
    forSale: row.isShown && isSold(row, now),
    minQuantity: row.minQuantity,
    ...(row.maxQuantity === null ? {} : { maxQuantity: row.maxQuantity }),
  };
}
