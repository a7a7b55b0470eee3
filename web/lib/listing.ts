/**
 * A product list as its address describes it: search, filters, order, and how far the shopper has read. The
 * address is the only state, so that lists can be shared, reloaded and returned to.
 */
export type Listing = {
  q: string;
  category: string;
  brands: string[];
  options: Record<string, string[]>;
  /** By the code of the attribute. */
  attributes: Record<string, string[]>;
  minPrice: number | null;
  maxPrice: number | null;
  inStock: boolean;
  onSale: boolean;
  sort: Sort;
  /** Products on this page, in steps of pageSize. */
  shown: number;
  cursor: string;
};

const sorts = ["relevance", "recommended", "newest", "popular", "price", "-price", "rating", "name"] as const;
type Sort = (typeof sorts)[number];

/** What a list can be sorted by: only a search has relevance. */
export const sortsOf = ({ q }: Pick<Listing, "q">): Sort[] =>
  sorts.filter((sort) => sort !== "relevance" || q !== "");

export type SearchParams = Record<string, string | string[] | undefined>;

export const PAGE_SIZE = 24;

/** Longer pages are slow on phones; after this "more" opens another page. */
export const MAX_SHOWN = 10 * PAGE_SIZE;

/**
 * The longest values that the API takes: a longer one names nothing in the shop, so the list is shown without
 * it. Several values of a filter are sent as one, with commas between them, unless a value has one.
 */
export const listingLimits = {
  category: 120,
  brand: 1000,
  option: 600,
  optionName: 40,
  cursor: 1200,
} as const;

const single = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value)?.trim() ?? "";

const atMost = (value: string, longest: number): string => (value.length > longest ? "" : value);

/** The parameter several times has a value in each; once, it may have several with commas between them. */
const several = (value: string | string[] | undefined, longest: number): string[] =>
  (Array.isArray(value)
    ? value.map((each) => atMost(each, longest))
    : atMost(single(value), longest).split(",")
  )
    .map((part) => part.trim())
    .filter(Boolean);

/** A value with a comma stands alone in its parameter, and an empty one beside it says so. */
function writeSeveral(params: URLSearchParams, name: string, values: string[]): void {
  if (!values.some((value) => value.includes(","))) params.set(name, values.join(","));
  else for (const value of [...values, ""]) params.append(name, value);
}

/** A search begins with what fits best, other lists with the newest. */
const usualSort = ({ q }: Pick<Listing, "q">): Sort => (q ? "relevance" : "newest");

function price(value: string | string[] | undefined): number | null {
  const amount = Number(single(value).replaceAll(",", "") || Number.NaN);
  return Number.isSafeInteger(amount) && amount >= 0 && amount <= 1e12 ? amount : null;
}

function shownOf(value: string | string[] | undefined): number {
  const pages = Math.ceil(Number(single(value)) / PAGE_SIZE);
  return Number.isFinite(pages) && pages > 0 ? Math.min(pages * PAGE_SIZE, MAX_SHOWN) : PAGE_SIZE;
}

const ATTRIBUTE = /^attribute\.(?<code>[a-z][a-z0-9_-]{0,39})$/;

/** Every address is read as some list: nothing here fails. */
export function readListing(params: SearchParams): Listing {
  const sort = single(params.sort);
  const q = single(params.q).slice(0, 100);
  return {
    q,
    category: atMost(single(params.category), listingLimits.category),
    brands: several(params.brand, listingLimits.brand),
    options: Object.fromEntries(
      Object.entries(params).flatMap(([key, value]) => {
        const name = key.startsWith("option.") ? key.slice("option.".length) : "";
        const values = several(value, listingLimits.option);
        return name && name.length <= listingLimits.optionName && values.length > 0 ? [[name, values]] : [];
      }),
    ),
    attributes: Object.fromEntries(
      Object.entries(params).flatMap(([key, value]) => {
        const code = ATTRIBUTE.exec(key)?.groups?.code;
        const values = several(value, listingLimits.option);
        return code && values.length > 0 ? [[code, values]] : [];
      }),
    ),
    minPrice: price(params.minPrice),
    maxPrice: price(params.maxPrice),
    inStock: single(params.inStock) === "true",
    onSale: single(params.onSale) === "true",
    sort: sortsOf({ q }).find((known) => known === sort) ?? usualSort({ q }),
    shown: shownOf(params.shown),
    cursor: atMost(single(params.cursor), listingLimits.cursor),
  };
}

/** The parameters that the API and the address share; defaults are left out. */
export function listingParams(listing: Listing): URLSearchParams {
  const params = new URLSearchParams();
  if (listing.q) params.set("q", listing.q);
  if (listing.category) params.set("category", listing.category);
  if (listing.brands.length > 0) writeSeveral(params, "brand", listing.brands);
  for (const [name, values] of Object.entries(listing.options))
    writeSeveral(params, `option.${name}`, values);
  for (const [code, values] of Object.entries(listing.attributes))
    writeSeveral(params, `attribute.${code}`, values);
  if (listing.minPrice !== null) params.set("minPrice", String(listing.minPrice));
  if (listing.maxPrice !== null) params.set("maxPrice", String(listing.maxPrice));
  if (listing.inStock) params.set("inStock", "true");
  if (listing.onSale) params.set("onSale", "true");
  if (listing.sort !== usualSort(listing)) params.set("sort", listing.sort);
  if (listing.cursor) params.set("cursor", listing.cursor);
  return params;
}

/** What a list is chosen by beside its address: the page of a brand names the brand. */
export const chosenBeside = (path: string, listing: Listing): Listing =>
  path.startsWith("/b/") ? { ...listing, brands: [] } : listing;

/** @param path the list's page without language, e.g. /c/tea; there the path names the category */
export function listingPath(path: string, listing: Listing): string {
  const params = listingParams(
    path.startsWith("/c/") ? { ...listing, category: "" } : chosenBeside(path, listing),
  );
  if (listing.shown > PAGE_SIZE) params.set("shown", String(listing.shown));
  return params.size > 0 ? `${path}?${params}` : path;
}

/** The changed list from its beginning: a position in the old list means nothing in the new one. */
export const changed = (listing: Listing, change: Partial<Listing>): Listing => ({
  ...listing,
  shown: PAGE_SIZE,
  cursor: "",
  ...change,
});

const toggled = (values: string[], value: string): string[] =>
  values.includes(value) ? values.filter((other) => other !== value) : [...values, value];

export const toggleBrand = (listing: Listing, brand: string): Listing =>
  changed(listing, { brands: toggled(listing.brands, brand) });

export function toggleAttribute(listing: Listing, code: string, value: string): Listing {
  const values = toggled(listing.attributes[code] ?? [], value);
  const { [code]: _replaced, ...others } = listing.attributes;
  return changed(listing, { attributes: values.length > 0 ? { ...others, [code]: values } : others });
}

export function toggleOption(listing: Listing, name: string, value: string): Listing {
  const values = toggled(listing.options[name] ?? [], value);
  const { [name]: _replaced, ...others } = listing.options;
  return changed(listing, { options: values.length > 0 ? { ...others, [name]: values } : others });
}

export const withoutFilters = (listing: Listing): Listing =>
  changed(listing, {
    brands: [],
    options: {},
    attributes: {},
    minPrice: null,
    maxPrice: null,
    inStock: false,
    onSale: false,
  });

export const filterCount = (listing: Listing): number =>
  listing.brands.length +
  Object.values(listing.options).flat().length +
  Object.values(listing.attributes).flat().length +
  (listing.minPrice !== null || listing.maxPrice !== null ? 1 : 0) +
  (listing.inStock ? 1 : 0) +
  (listing.onSale ? 1 : 0);
