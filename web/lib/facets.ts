import type { Facets } from "./api/types.ts";
import { changed, type Listing, toggleAttribute, toggleBrand, toggleOption } from "./listing.ts";

/**
 * The filters of a list in few bytes: a page has up to a hundred values. Their links follow from the list's
 * own address, so they are made where they are drawn.
 */
export type FacetGroup = {
  kind: "inStock" | "onSale" | "category" | "brand" | "option" | "attribute";
  title: string;
  /** The option's name, for kind "option"; the attribute's code, for kind "attribute". */
  option?: string;
  folded?: true;
  values: FacetValue[];
};

/** The third part is the value in the address, where that is not the label. */
export type FacetValue = [label: string, count: number, value?: string];

type Titles = {
  stock: string;
  inStockOnly: string;
  sale: string;
  onSaleOnly: string;
  category: string;
  brand: string;
};

/** The number of option groups that are open at first, and the limits of what a list offers. */
const UNFOLDED_OPTIONS = 3;
const MAX_OPTIONS = 6;
const MAX_VALUES = 16;

const value = (label: string, count: number, inAddress: string): FacetValue =>
  label === inAddress ? [label, count] : [label, count, inAddress];

export const addressValue = ([label, , inAddress]: FacetValue): string => inAddress ?? label;

/** @param path the list's page: that of a category offers no categories, and that of a brand no brands */
export function facetGroups(facets: Facets, listing: Listing, path: string, titles: Titles): FacetGroup[] {
  const categories =
    path === "/products" || path.startsWith("/b/") ? facets.categories.filter(({ count }) => count > 0) : [];
  const groups: FacetGroup[] = [
    { kind: "inStock", title: titles.stock, values: [value(titles.inStockOnly, facets.inStock, "true")] },
    ...(facets.onSale > 0 || listing.onSale
      ? [
          {
            kind: "onSale" as const,
            title: titles.sale,
            values: [value(titles.onSaleOnly, facets.onSale, "true")],
          },
        ]
      : []),
    {
      kind: "category",
      title: titles.category,
      values: categories.map(({ slug, name, count }) => value(name, count, slug)),
    },
    {
      kind: "brand",
      title: titles.brand,
      values: (path.startsWith("/b/") ? [] : facets.brands).map(({ name, label, count }) =>
        value(label, count, name),
      ),
    },
    ...optionsWorthShowing(facets, listing).map(
      ({ name, label, values }, index): FacetGroup => ({
        kind: "option",
        title: label,
        option: name,
        ...(index >= UNFOLDED_OPTIONS && !listing.options[name] ? { folded: true } : {}),
        values: values.map((each) => value(each.label, each.count, each.value)),
      }),
    ),
  ];
  groups.push(...attributeGroups(facets, listing));
  return groups.filter(({ values }) => values.length > 0);
}

/** In the merchant's order. */
const attributeGroups = ({ attributes }: Facets, listing: Listing): FacetGroup[] =>
  attributes.map(({ code, name, values }, index) => ({
    kind: "attribute",
    title: name,
    option: code,
    ...(index >= UNFOLDED_OPTIONS && !listing.attributes[code] ? { folded: true } : {}),
    values: values
      .filter((each, at) => at < MAX_VALUES || listing.attributes[code]?.includes(each.value))
      .map((each) => value(each.label, each.count, each.value)),
  }));

/**
 * The most frequent options come first; rare ones are left out, because they would only make the list long.
 */
function optionsWorthShowing(facets: Facets, listing: Listing): Facets["options"] {
  const products = ({ values }: Facets["options"][number]) =>
    values.reduce((sum, { count }) => sum + count, 0);
  const sorted = facets.options.toSorted((a, b) => products(b) - products(a));
  return sorted
    .filter(({ name }, index) => index < MAX_OPTIONS || listing.options[name])
    .map((option) => ({
      ...option,
      values: option.values.filter(
        (each, index) => index < MAX_VALUES || listing.options[option.name]?.includes(each.value),
      ),
    }));
}

export function isChosen(listing: Listing, { kind, option = "" }: FacetGroup, chosen: string): boolean {
  switch (kind) {
    case "inStock":
      return listing.inStock;
    case "onSale":
      return listing.onSale;
    case "category":
      return listing.category === chosen;
    case "brand":
      return listing.brands.includes(chosen);
    case "option":
      return listing.options[option]?.includes(chosen) ?? false;
    case "attribute":
      return listing.attributes[option]?.includes(chosen) ?? false;
  }
}

/** The list with the value chosen, or without it if it was chosen. */
export function toggleValue(listing: Listing, group: FacetGroup, chosen: string): Listing {
  switch (group.kind) {
    case "inStock":
      return changed(listing, { inStock: !listing.inStock });
    case "onSale":
      return changed(listing, { onSale: !listing.onSale });
    case "category":
      return changed(listing, { category: listing.category === chosen ? "" : chosen });
    case "brand":
      return toggleBrand(listing, chosen);
    case "option":
      return toggleOption(listing, group.option ?? "", chosen);
    case "attribute":
      return toggleAttribute(listing, group.option ?? "", chosen);
  }
}
