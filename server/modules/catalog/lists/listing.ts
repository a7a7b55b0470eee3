/** Reads the query of a list request, and the opaque cursor that continues a list. Pure. */
import { type Static, Type } from "typebox";
import { Cursor, type Place, readCursor } from "../../../platform/http/cursor.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";

export const sorts = ["relevance", "recommended", "newest", "new", "price", "-price", "name"] as const;

/** What a list is sorted by; a name is the one that readers of the language see. */
export type Sort = "relevance" | "newest" | "price" | "-price" | `name.${Language}`;

const Price = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: "minor units" });

/** One value, or the parameter several times. A single value may hold several, with commas between them. */
const several = (maxLength: number) =>
  Type.Union(
    [
      Type.String({ maxLength, description: "a value, or several with commas between them" }),
      Type.Array(Type.String({ maxLength }), { maxItems: 50, description: "a value in each" }),
    ],
    { maxLength },
  );

/** Fields `option.<name>` are open, because the merchant names options. Other unknown fields are refused. */
export const ListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    category: Type.Optional(Type.String({ maxLength: 120 })),
    brand: Type.Optional(several(1_000)),
    minPrice: Type.Optional(Price),
    maxPrice: Type.Optional(Price),
    inStock: Type.Optional(Type.Boolean()),
    onSale: Type.Optional(Type.Boolean({ description: "true: sold below a former price" })),
    sort: Type.Optional(
      Type.Enum([...sorts], { description: "with `q` relevance, else newest, unless another is named" }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 })),
    cursor: Cursor,
  },
  {
    additionalProperties: false,
    patternProperties: { "^option\\.[^\\u0000]{1,40}$": several(600) },
  },
);
export type ListQuery = Static<typeof ListQuery>;

/** The parameters of the list statement, but for the search. */
export interface ListParams {
  readonly category: string | null;
  /** JSON such as {"whole": "Salt, Pepper", "values": ["Salt", "Pepper"]}. Null: every brand. */
  readonly brands: string | null;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly inStock: boolean | null;
  readonly onSale: boolean | null;
  /** JSON, by the name of an option: one variant has one of the values of each. */
  readonly options: string;
  readonly afterKey: string | null;
  readonly afterId: string | null;
  readonly limit: number;
}

export interface Listing {
  readonly q: string;
  readonly sort: Sort;
  /** What its cursors name. */
  readonly list: string;
  readonly limit: number;
  /** Requests one row more than `limit`: without it, this page is the last. */
  readonly params: ListParams;
}

export function readListing(query: ListQuery, language: Language = "ko"): Listing {
  const { q = "", category, brand, minPrice, maxPrice, inStock, onSale, limit = 24, cursor } = query;
  const sort = sortOf(query, language);
  const [afterKey = null, afterId = null] =
    cursor === undefined ? [] : readCursor(listOf(sort), cursor, isPlaceIn(sort));
  const options = Object.entries(query)
    .filter(([name]) => name.startsWith("option."))
    .map(([name, values]) => [name.slice("option.".length).normalize("NFC"), choiceOf(values)]);
  return {
    q,
    sort,
    list: listOf(sort),
    limit,
    params: {
      category: category ?? null,
      brands: brand === undefined ? null : JSON.stringify(choiceOf(brand)),
      minPrice: minPrice ?? null,
      maxPrice: maxPrice ?? null,
      inStock: inStock ?? null,
      onSale: onSale ?? null,
      options: JSON.stringify(Object.fromEntries(options)),
      afterKey,
      afterId,
      limit: limit + 1,
    },
  };
}

const listOf = (sort: Sort): string => (sort.startsWith("name.") ? "name" : sort);

function sortOf({ q = "", sort }: ListQuery, language: Language): Sort {
  const searching = q.trim() !== "";
  if (sort === "name") return `name.${language}`;
  if (sort === "price" || sort === "-price") return sort;
  return searching && (sort === undefined || sort === "relevance") ? "relevance" : "newest";
}

/** In NFC, as the catalogue stores its names: a link may come from a system that decomposes Hangul. */
const read = (text: string): string => text.normalize("NFC").trim();

/**
 * What a filter asks for. A single value with commas is the one value `whole` if the shop has it, else the
 * values between the commas.
 */
function choiceOf(asked: unknown): { readonly whole: string | null; readonly values: readonly string[] } {
  if (Array.isArray(asked)) return { whole: null, values: asked.map(String).map(read).filter(Boolean) };
  const whole = read(String(asked));
  const values = whole.split(",").map(read).filter(Boolean);
  return { whole: whole.includes(",") ? whole : null, values };
}

const INTEGER = /^-?\d{1,18}$/;

/** The place of a product in a list: the value that the list is sorted by, and the product's id. */
const isPlaceIn =
  (sort: Sort) =>
  ([key = "", id = "", ...more]: Place): boolean =>
    (sort.startsWith("name") ? key.length <= 400 && !key.includes("\0") : INTEGER.test(key)) &&
    UUID.test(id) &&
    more.length === 0;
