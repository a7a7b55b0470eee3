/** Reads the query of a list request, and the opaque cursor that continues a list. Pure. */
import { type Static, Type } from "typebox";
import { Cursor, type Place, readCursor } from "../../../platform/http/cursor.ts";
import { UUID } from "../../../platform/ids.ts";
import { searchPatterns } from "../search/search-text.ts";

export const sorts = ["newest", "price", "-price", "name"] as const;
export type Sort = (typeof sorts)[number];

const Price = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: "minor units" });

/** Fields `option.<name>` are open, because the merchant names options. Other unknown fields are refused. */
export const ListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    category: Type.Optional(Type.String({ maxLength: 120 })),
    brand: Type.Optional(Type.String({ maxLength: 1_000, description: "names, separated by commas" })),
    minPrice: Type.Optional(Price),
    maxPrice: Type.Optional(Price),
    inStock: Type.Optional(Type.Boolean()),
    sort: Type.Optional(Type.Enum([...sorts])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 })),
    cursor: Cursor,
  },
  {
    additionalProperties: false,
    patternProperties: { "^option\\.[^\\u0000]{1,40}$": Type.String({ maxLength: 600 }) },
  },
);
export type ListQuery = Static<typeof ListQuery>;

/** The parameters of the list statement. */
export interface ListParams {
  /** LIKE patterns that the search text must all match. */
  readonly patterns: string[];
  readonly category: string | null;
  readonly brands: string[] | null;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly inStock: boolean | null;
  /** JSON such as {"색상": ["블랙", "화이트"]}: some variant has one of the values for each name. */
  readonly options: string;
  readonly afterKey: string | null;
  readonly afterId: string | null;
  readonly limit: number;
}

export interface Listing {
  readonly sort: Sort;
  readonly limit: number;
  /** Requests one row more than `limit`: without it, this page is the last. */
  readonly params: ListParams;
}

export function readListing(query: ListQuery): Listing {
  const { q = "", category, brand, minPrice, maxPrice, inStock, sort = "newest", limit = 24, cursor } = query;
  const [afterKey = null, afterId = null] =
    cursor === undefined ? [] : readCursor(sort, cursor, isPlaceIn(sort));
  const options = Object.entries(query)
    .filter(([name]) => name.startsWith("option."))
    .map(([name, values]) => [name.slice("option.".length).normalize("NFC"), split(String(values))]);
  return {
    sort,
    limit,
    params: {
      patterns: searchPatterns(q),
      category: category ?? null,
      brands: brand === undefined ? null : split(brand),
      minPrice: minPrice ?? null,
      maxPrice: maxPrice ?? null,
      inStock: inStock ?? null,
      options: JSON.stringify(Object.fromEntries(options)),
      afterKey,
      afterId,
      limit: limit + 1,
    },
  };
}

/** In NFC, as the catalogue stores its names: a link may come from a system that decomposes Hangul. */
const split = (text: string): string[] =>
  text
    .normalize("NFC")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const INTEGER = /^-?\d{1,18}$/;

/** The place of a product in a list: the value that the list is sorted by, and the product's id. */
const isPlaceIn =
  (sort: Sort) =>
  ([key = "", id = "", ...more]: Place): boolean =>
    (sort === "name" ? key.length <= 400 && !key.includes("\0") : INTEGER.test(key)) &&
    UUID.test(id) &&
    more.length === 0;
