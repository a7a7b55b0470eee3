/** Turns the row of a list into an API response, in the requested language. Pure. */
import type { Language } from "../../../platform/language.ts";
import { type Currency, money } from "../../../platform/money.ts";
import { imageOf } from "../contract/picture.ts";
import { textsOf } from "../contract/texts.ts";
import type { CardRow, ListRow } from "./queries.ts";

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

export function presentFacets(row: ListRow, currency: Currency, language: Language) {
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
        : {
            min: money(row.minPrice, currency),
            max: money(row.maxPrice, currency),
            histogram: row.prices.map(({ from, to, count }) => ({
              from: money(from, currency),
              to: money(to, currency),
              count,
            })),
          },
    options: row.options.map(({ name, nameEn, values }) => ({
      name,
      label: pick(name, nameEn),
      values: values.map(({ value, valueEn, count }) => ({ value, label: pick(value, valueEn), count })),
    })),
    inStock: row.inStock,
    onSale: row.onSale,
  };
}
