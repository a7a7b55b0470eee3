/** The list of products in which staff search. It is never cached. */
import { type Static, Type } from "typebox";
import { Cursor, Limit, type Place, readCursor, writeCursor } from "../../../platform/http/cursor.ts";
import { UUID } from "../../../platform/ids.ts";
import { Closed } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { ProductStatus } from "../contract.ts";
import { letterPairs, searchPatterns } from "../words/search-text.ts";
import { presentStaffCard } from "./present-for-staff.ts";
import {
  type StaffConditions,
  type StaffSearchParams,
  type StaffSort,
  staffList,
  staffSorts,
} from "./staff-list-queries.ts";

export const StaffListQuery = Closed({
  q: Type.Optional(Type.String({ maxLength: 200, description: "parts of a name, a brand, a SKU or a slug" })),
  status: Type.Optional(ProductStatus),
  category: Type.Optional(
    Type.String({ maxLength: 120, description: "the id or the slug; with all categories below it" }),
  ),
  sort: Type.Optional(Type.Enum([...staffSorts])),
  limit: Limit,
  cursor: Cursor,
});

/** Counting more would cost more than the page. */
const MAX_TOTAL = 10_000;

export async function listForStaff({ db }: CatalogContext, query: Static<typeof StaffListQuery>) {
  const { sort = "updated", limit = 20, cursor } = query;
  const list = `staff ${sort}`;
  const [afterKey = null, afterId = null] =
    cursor === undefined ? [] : readCursor(list, cursor, isPlaceIn(sort));
  const { params, filters } = searchOf(query);
  const row = await db.first(staffList(sort, { ...filters, after: afterId !== null }), {
    ...params,
    afterKey,
    afterId,
    limit: limit + 1,
    countLimit: MAX_TOTAL + 1,
  });
  if (!row) throw new Error("the list statement always returns one row");
  const last = row.items.length > limit ? row.items[limit - 1] : undefined;
  return {
    items: row.items.slice(0, limit).map(presentStaffCard),
    total: Math.min(row.total, MAX_TOTAL),
    totalIsCapped: row.total > MAX_TOTAL,
    nextCursor: last ? writeCursor(list, [last.sortKey, last.id]) : null,
  };
}

export type ProductSearch = Pick<Static<typeof StaffListQuery>, "q" | "status" | "category">;

/** The filters as the statements of products take them. */
export function searchOf({ q = "", status, category }: ProductSearch) {
  const patterns = searchPatterns(q);
  const filters: StaffConditions = {
    q: kindOf(patterns),
    status: status !== undefined,
    category: category !== undefined,
  };
  const params: StaffSearchParams = {
    patterns,
    pairs: letterPairs(q),
    status: status ?? null,
    categoryId: category !== undefined && UUID.test(category.toLowerCase()) ? category : null,
    categorySlug: category ?? null,
  };
  return { params, filters };
}

/** A pattern has a percent sign at both ends. */
function kindOf(patterns: readonly string[]): StaffConditions["q"] {
  return patterns.some((pattern) => [...pattern].length < 5) ? "letters" : patterns.length;
}

/** Prices, and times in microseconds until the year 5138. */
const INTEGER = /^\d{1,17}$/;

const isPlaceIn =
  (sort: StaffSort) =>
  ([key = "", id = "", ...more]: Place): boolean =>
    (sort === "name" ? key.length <= 400 && !key.includes("\0") : INTEGER.test(key)) &&
    UUID.test(id) &&
    more.length === 0;
