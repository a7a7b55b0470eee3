/** What a list request asks for, and the opaque cursor that continues it. Pure. */
import { type Static, Type } from "typebox";
import { inputError } from "../../platform/http/problem.ts";
import { type ListParams, type Sort, sorts } from "./list-queries.ts";
import { searchPatterns } from "./search-text.ts";

const Price = Type.Integer({ minimum: 0, maximum: 1_000_000_000_000, description: "minor units" });

/** `option.<name>` fields are open: names are the merchant's. Everything else that is not listed is refused. */
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
    // A name of 200 characters of four bytes each, in JSON, in base64.
    cursor: Type.Optional(Type.String({ maxLength: 1_200 })),
  },
  {
    additionalProperties: false,
    patternProperties: { "^option\\.[^\\u0000]{1,40}$": Type.String({ maxLength: 600 }) },
  },
);
export type ListQuery = Static<typeof ListQuery>;

interface Cursor {
  readonly sort: Sort;
  readonly key: string;
  readonly id: string;
}

export interface Listing {
  readonly sort: Sort;
  readonly limit: number;
  /** Asks for one row more than `limit`, so that the last page knows that it is the last. */
  readonly params: ListParams;
}

export function readListing(query: ListQuery): Listing {
  const { q = "", category, brand, minPrice, maxPrice, inStock, sort = "newest", limit = 24, cursor } = query;
  const after = cursor === undefined ? null : readCursor(cursor, sort);
  const options = Object.entries(query)
    .filter(([name]) => name.startsWith("option."))
    .map(([name, values]) => [name.slice("option.".length), split(String(values))]);
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
      afterKey: after?.key ?? null,
      afterId: after?.id ?? null,
      limit: limit + 1,
    },
  };
}

const split = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

const INTEGER = /^-?\d{1,18}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readCursor(text: string, sort: Sort): Cursor {
  const cursor = parse(text);
  const keyFits =
    cursor &&
    (sort === "name" ? cursor.key.length <= 400 && !cursor.key.includes("\0") : INTEGER.test(cursor.key));
  if (cursor && cursor.sort === sort && keyFits && UUID.test(cursor.id)) return cursor;
  throw inputError([{ pointer: "/cursor", code: "CURSOR", message: "does not belong to this list" }]);
}

function parse(text: string): Cursor | null {
  try {
    const { sort, key, id } = JSON.parse(Buffer.from(text, "base64url").toString());
    return typeof key === "string" && typeof id === "string" ? { sort, key, id } : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
