/** Turns the cards and facets of a list into an API response, in the requested language. Pure. */
import type { Language } from "../../../platform/language.ts";
import { type Currency, money } from "../../../platform/money.ts";
import { withUnit, YES_OR_NO } from "../attributes/present.ts";
import { imageOf } from "../contract/picture.ts";
import { ratingOf } from "../contract/rating.ts";
import type { CardRow } from "../products/card-queries.ts";
import type { AttributeFacet, Facets } from "./facets.ts";

export function presentCard(row: CardRow, language: Language) {
  const inEnglish = language === "en" ? row : null;
  const name = inEnglish?.nameEn ?? row.name;
  const rating = ratingOf(row.ratingCount, row.ratingSum);
  return {
    id: row.id,
    slug: row.slug,
    name,
    brand: inEnglish?.brandEn ?? row.brand,
    price: money(row.price, row.currency),
    ...(row.compareAtPrice === null ? {} : { compareAtPrice: money(row.compareAtPrice, row.currency) }),
    image: imageOf(row.picture, name),
    inStock: row.inStock,
    ...(rating ? { rating } : {}),
  };
}

export function presentFacets(row: Facets, currency: Currency, language: Language) {
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
    attributes: row.attributes.map((facet) => presentAttributeFacet(facet, language)),
    inStock: row.inStock,
    onSale: row.onSale,
  };
}

function presentAttributeFacet({ attribute, values }: AttributeFacet, language: Language) {
  const pick = (ko: string, en: string | null) => (language === "en" ? (en ?? ko) : ko);
  const { code, type, name, nameEn, choices } = attribute;
  const unit = attribute.unit === null ? null : pick(attribute.unit, attribute.unitEn);
  const names = new Map(choices.map((choice) => [choice.code, pick(choice.name, choice.nameEn)]));
  const labelOf = (value: string): string => {
    if (type === "number") return withUnit(value.replace("..", "–"), unit);
    if (type === "boolean") return YES_OR_NO[language][value === "true" ? "true" : "false"];
    return names.get(value) ?? value;
  };
  return {
    code,
    name: pick(name, nameEn),
    type,
    unit,
    values: values.map(({ value, count }) => ({ value, label: labelOf(value), count })),
  };
}
