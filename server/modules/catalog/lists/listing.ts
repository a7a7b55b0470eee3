/** Reads the query of a list request, and the opaque cursor that continues a list. Pure. */
import { type Static, Type } from "typebox";
import { Cursor, type Place, readCursor } from "../../../platform/http/cursor.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import type { ListOrder } from "../product-index/orders.ts";

export const sorts = [
  "relevance",
  "recommended",
  "newest",
  "new",
  "price",
  "-price",
  "rating",
  "popular",
  "name",
] as const;

export type Sort = "relevance" | ListOrder;

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

/**
 * Fields `option.<name>` and `attribute.<code>` are open, because the merchant names options and attributes.
 * Other unknown fields are refused.
 */
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
    patternProperties: {
      "^option\\.[^\\u0000]{1,40}$": several(600),
      "^attribute\\.[a-z][a-z0-9_-]{0,39}$": several(600),
    },
  },
);
export type ListQuery = Static<typeof ListQuery>;

/**
 * What a filter asks for. `whole` is a single value with commas, which is one value if the shop has it, else
 * the values between the commas.
 */
export interface Choice {
  readonly whole: string | null;
  readonly values: readonly string[];
}

export interface ListFilters {
  /** The slug of a category: its products and those of all below it. */
  readonly category: string | null;
  /** Null: every brand. */
  readonly brands: Choice | null;
  /** Minor units. */
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly inStock: boolean | null;
  readonly onSale: boolean | null;
  /** By the name of an option: one variant has one of the values of each. */
  readonly options: Readonly<Record<string, Choice>>;
  /** By the code of an attribute: the product has one of the values of each. A number may be a range. */
  readonly attributes: Readonly<Record<string, Choice>>;
}

export interface Listing {
  readonly q: string;
  readonly sort: Sort;
  /** What its cursors name. */
  readonly list: string;
  readonly limit: number;
  readonly filters: ListFilters;
  /** The page begins after it: the value that the list is sorted by, and the product's id. */
  readonly after: Place | null;
}

export function readListing(query: ListQuery, language: Language = "ko"): Listing {
  const { q = "", category, brand, minPrice, maxPrice, inStock, onSale, limit = 24, cursor } = query;
  const sort = sortOf(query, language);
  const after = cursor === undefined ? null : readCursor(listOf(sort), cursor, isPlaceIn(sort));
  return {
    q,
    sort,
    list: listOf(sort),
    limit,
    after,
    filters: {
      category: category || null,
      brands: choiceOf(brand),
      minPrice: minPrice ?? null,
      maxPrice: maxPrice ?? null,
      inStock: inStock ?? null,
      onSale: onSale ?? null,
      options: choicesOf(query, "option."),
      attributes: choicesOf(query, "attribute."),
    },
  };
}

/** The fields of the query that begin so, by the rest of their names. */
const choicesOf = (query: ListQuery, prefix: string): Record<string, Choice> =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([name]) => name.startsWith(prefix))
      .flatMap(([name, values]) => {
        const choice = choiceOf(values);
        return choice ? [[name.slice(prefix.length).normalize("NFC"), choice]] : [];
      }),
  );

const listOf = (sort: Sort): string => (sort.startsWith("name.") ? "name" : sort);

function sortOf({ q = "", sort }: ListQuery, language: Language): Sort {
  const searching = q.trim() !== "";
  if (sort === "name") return `name.${language}`;
  if (sort === "new" || sort === "newest") return "newest";
  if (sort !== undefined && sort !== "relevance") return sort;
  return searching ? "relevance" : "newest";
}

/** In NFC, as the catalogue stores its names: a link may come from a system that decomposes Hangul. */
const read = (text: string): string => text.normalize("NFC").trim();

/** Null: nothing is asked for. A form sends its empty fields too. */
function choiceOf(asked: unknown): Choice | null {
  const isList = Array.isArray(asked);
  const whole = isList ? "" : read(String(asked ?? ""));
  const values = (isList ? asked.map(String) : whole.split(",")).map(read).filter(Boolean);
  if (values.length === 0) return null;
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
