/**
 * The list of staff: one statement returns the page and the total. There is a statement for each sort and
 * each set of filters: a plan that fits any filter would use no index. Each page walks the index of its sort
 * from the place where the page before ended, so that all pages cost the same.
 */
import { type RawBuilder, sql } from "kysely";
import { type PlaceholdersOf, type PreparedStatement, prepared } from "../../../platform/db/prepared.ts";
import type { Currency } from "../../../platform/money.ts";
import type { Picture } from "../contract/picture.ts";
import type { ProductStatus } from "../contract.ts";

export const staffSorts = ["updated", "newest", "name", "price", "-price"] as const;
export type StaffSort = (typeof staffSorts)[number];

/** `q`: the number of words; "letters" when one is too short for the index of parts of three letters. */
export interface StaffConditions {
  readonly q: number | "letters";
  readonly status: boolean;
  readonly category: boolean;
}
export interface StaffFilters extends StaffConditions {
  /** The page begins after a place. */
  readonly after: boolean;
}

export interface StaffSearchParams {
  readonly patterns: string[];
  /** The letters of the words, in pairs. */
  readonly pairs: string[];
  readonly status: string | null;
  /** Its id or its slug. Products of the categories below it are found too. */
  readonly categoryId: string | null;
  readonly categorySlug: string | null;
}

export interface StaffListParams extends StaffSearchParams {
  readonly afterKey: string | null;
  readonly afterId: string | null;
  readonly limit: number;
  /** The total is counted up to this number. */
  readonly countLimit: number;
}

export interface StaffCardRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string | null;
  readonly status: ProductStatus;
  readonly publishAt: string | null;
  readonly tags: string[];
  readonly currency: Currency;
  readonly price: number;
  readonly compareAtPrice: number | null;
  readonly picture: Picture | null;
  readonly variantCount: number;
  readonly inStock: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly sortKey: string;
}

export interface StaffListRow {
  readonly items: StaffCardRow[];
  readonly total: number;
}

interface SortKey {
  readonly column: string;
  /** Of times: microseconds, as a cursor carries them. */
  readonly kind: "time" | "text" | "number";
  readonly descending: boolean;
}

const sortKeys: Record<StaffSort, SortKey> = {
  updated: { column: "updated_at", kind: "time", descending: true },
  newest: { column: "created_at", kind: "time", descending: true },
  name: { column: "name", kind: "text", descending: false },
  price: { column: "price", kind: "number", descending: false },
  "-price": { column: "price", kind: "number", descending: true },
};

const isTime = (sort: StaffSort): boolean => sortKeys[sort].kind === "time";

/** The value of a cursor, in the type of the column. */
const keyAfter = (sort: StaffSort, key: RawBuilder<unknown>): RawBuilder<unknown> => {
  if (isTime(sort)) return sql`(timestamptz 'epoch' + ${key}::bigint * interval '1 microsecond')`;
  return sortKeys[sort].kind === "text" ? sql`${key}::text` : sql`${key}::bigint`;
};
const keyBefore = (sort: StaffSort): RawBuilder<unknown> =>
  isTime(sort) ? sql`(extract(epoch FROM page.sort_key) * 1000000)::bigint` : sql`page.sort_key`;

type Placeholders = PlaceholdersOf<StaffSearchParams>;

/** Of products that the filters find. */
export function conditions(p: Placeholders, { q, status, category }: StaffConditions): RawBuilder<unknown> {
  const all = [sql`true`];
  // One condition a word: the index does not serve LIKE ALL.
  for (let word = 1; typeof q === "number" && word <= q; word += 1)
    all.push(sql`staff_search LIKE (${p.patterns}::text[])[${sql.lit(word)}]`);
  // As an expression, the text is not looked up in the trigram index, which would be read as a whole.
  if (q === "letters")
    all.push(sql`catalog.letter_pairs(staff_search) @> ${p.pairs}::text[]
      AND (staff_search || '') LIKE ALL (${p.patterns}::text[])`);
  if (status) all.push(sql`status = ${p.status}`);
  if (category)
    all.push(sql`EXISTS (
      SELECT FROM catalog.product_categories AS link
      WHERE link.product_id = products.id AND link.category_id IN (SELECT id FROM below))`);
  return sql.join(all, sql` AND `);
}

/** The categories that `conditions` reads: a part of a recursive WITH. */
export const below = (p: Placeholders) => sql`
  below (id) AS (
    SELECT id FROM catalog.categories WHERE id = ${p.categoryId}::uuid OR slug = ${p.categorySlug}::text
    UNION
    SELECT c.id FROM catalog.categories AS c JOIN below ON c.parent_id = below.id
  ),`;

function listBy(sort: StaffSort, filters: StaffFilters): PreparedStatement<StaffListParams, StaffListRow> {
  const { column, descending } = sortKeys[sort];
  const key = sql.id(column);
  const direction = descending ? sql`DESC` : sql`ASC`;
  return prepared((p) => {
    const after = sql`AND (${key}, id) ${descending ? sql`<` : sql`>`}
      (${keyAfter(sort, p.afterKey)}, ${p.afterId}::uuid)`;
    return sql`
      WITH RECURSIVE ${filters.category ? below(p) : sql``} page AS (
        -- The constant tells the planner that few rows are wanted.
        SELECT * FROM (
          SELECT id, ${key} AS sort_key FROM catalog.products
          WHERE ${conditions(p, filters)} ${filters.after ? after : sql``}
          ORDER BY ${key} ${direction}, id ${direction} LIMIT 101
        ) AS longest LIMIT ${p.limit}
      )
      SELECT
        (SELECT coalesce(json_agg(json_build_object(
            'id', item.id, 'slug', slug, 'name', name, 'brand', brand, 'status', status, 'tags', tags,
            'publishAt', publish_at, 'currency', currency, 'price', price,
            'compareAtPrice', compare_at_price, 'picture', pictures -> 0, 'inStock', in_stock,
            'variantCount', (SELECT count(*) FROM catalog.variants AS v WHERE v.product_id = item.id),
            'createdAt', created_at, 'updatedAt', updated_at, 'sortKey', ${keyBefore(sort)}::text
          ) ORDER BY page.sort_key ${direction}, page.id ${direction}), '[]')
          FROM page JOIN catalog.products AS item ON item.id = page.id) AS items,
        (SELECT count(*) FROM (
          SELECT FROM catalog.products WHERE ${conditions(p, filters)} LIMIT ${p.countLimit}) AS found
        ) AS total`;
  });
}

const statements = new Map<string, PreparedStatement<StaffListParams, StaffListRow>>();

/** Returns the statement of a sort and these filters: each is compiled once. */
export function staffList(sort: StaffSort, filters: StaffFilters) {
  const name = JSON.stringify([sort, filters.q, filters.status, filters.category, filters.after]);
  const known = statements.get(name) ?? listBy(sort, filters);
  statements.set(name, known);
  return known;
}
