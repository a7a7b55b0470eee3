/** Turns catalogue rows into API responses, in the requested language. Pure. */
import type { Language } from "../../platform/language.ts";
import { money } from "../../platform/money.ts";
import { imageOf } from "./contract/picture.ts";
import type { VariantCard } from "./contract/variant.ts";
import type { CardRow, ListRow } from "./list-queries.ts";
import type { CategoryRow, DescribedRow, ProductRow, Texts, Translations, VariantRow } from "./queries.ts";

const textsOf = (translations: Translations, language: Language): Texts =>
  (language === "en" ? translations.en : undefined) ?? {};

export function presentCategory(row: CategoryRow, language: Language) {
  const texts = textsOf(row.translations, language);
  const name = texts.name ?? row.name;
  return {
    id: row.id,
    slug: row.slug,
    name,
    description: texts.description ?? row.description,
    image: imageOf(row.picture, name),
    productCount: row.productCount,
  };
}

export function presentCard(row: CardRow, language: Language) {
  const texts = textsOf(row.translations, language);
  const name = texts.name ?? row.name;
  return {
    id: row.id,
    slug: row.slug,
    name,
    brand: texts.brand ?? row.brand,
    price: money(row.price, row.currency),
    ...(row.compareAtPrice === null ? {} : { compareAtPrice: money(row.compareAtPrice, row.currency) }),
    image: imageOf(row.picture, name),
    inStock: row.inStock,
  };
}

export function presentFacets(row: ListRow, currency: ProductRow["currency"], language: Language) {
  const pick = (ko: string, en: string | null) => (language === "en" ? (en ?? ko) : ko);
  return {
    categories: row.categories.map(({ slug, name, nameEn, count }) => ({
      slug,
      name: pick(name, nameEn),
      count,
    })),
    brands: row.brands.map(({ name, nameEn, count }) => ({ name, label: pick(name, nameEn), count })),
    price:
      row.minPrice === null || row.maxPrice === null
        ? null
        : { min: money(row.minPrice, currency), max: money(row.maxPrice, currency) },
    options: row.options.map(({ name, nameEn, values }) => ({
      name,
      label: pick(name, nameEn),
      values: values.map(({ value, valueEn, count }) => ({ value, label: pick(value, valueEn), count })),
    })),
    inStock: row.inStock,
  };
}

export function presentProduct(row: ProductRow, available: ReadonlyMap<string, number>, language: Language) {
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
    images: row.pictures.flatMap((picture) => imageOf(picture, name) ?? []),
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

export function presentVariant(row: DescribedRow): VariantCard {
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
    picture: row.picture,
    price: money(row.price, row.currency),
    forSale: row.forSale,
  };
}
