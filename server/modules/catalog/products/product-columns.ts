/** The columns of a product that follow from what staff enter. Pure. */
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import type { NewProduct } from "../contract.ts";
import { searchText } from "../words/search-text.ts";

interface Priced {
  readonly price: number;
  readonly compareAtPrice: number | null;
}

/** A price of a variant in minor units. */
export const amountOf = (
  price: NewProduct["variants"][number]["compareAtPrice"],
  currency: Currency,
): number | null => (price === undefined ? null : asMoney(price, currency).amount);

/** `variants`: the product's prices are those of the cheapest one. */
export function columnsOf(content: NewProduct, variants: readonly Priced[]) {
  const [cheapest] = variants.toSorted((one, other) => one.price - other.price);
  return {
    slug: content.slug,
    name: content.name,
    description: content.description ?? "",
    descriptionHtml: content.descriptionHtml ?? null,
    brand: content.brand ?? null,
    status: content.status,
    options: content.options,
    translations: content.translations ?? {},
    price: cheapest?.price,
    compareAtPrice: cheapest?.compareAtPrice,
    publishAt: content.publishAt ?? null,
    salesFrom: content.salesFrom ?? null,
    salesUntil: content.salesUntil ?? null,
    tags: content.tags ?? [],
    taxType: content.taxType ?? "taxable",
    deliveryGroup: content.deliveryGroup ?? null,
    minQuantity: content.minQuantity ?? 1,
    maxQuantity: content.maxQuantity ?? null,
    seo: content.seo ?? {},
    attributes: content.attributes ?? {},
    disclosure: content.disclosure ?? null,
    addOns: content.addOns ?? [],
    addOnHeading: content.addOnHeading ?? null,
  };
}

export function searchTextOf({ name, brand, translations, variants }: NewProduct): string {
  const english = translations?.en;
  return searchText([name, english?.name, brand, english?.brand, ...variants.map(({ sku }) => sku)]);
}
