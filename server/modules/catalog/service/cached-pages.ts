/** Fills the response cache: one SQL statement each, and for a product page one call to inventory. */
import { unlessAway } from "../../../platform/contract/fallback.ts";
import { DomainError } from "../../../platform/errors.ts";
import { writeCursor } from "../../../platform/http/cursor.ts";
import type { CacheFill } from "../../../platform/http/response-cache.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { LARGEST_QUANTITY } from "../../inventory/contract.ts";
import type { CatalogContext } from "../context.ts";
import { listProducts } from "../list-queries.ts";
import { type ListQuery, readListing } from "../listing.ts";
import { presentCard, presentCategory, presentFacets, presentProduct } from "../present.ts";
import * as queries from "../queries.ts";

/** The tag of every response that lists products or counts them. */
export const LISTS = "lists";

const LIST_AGE_MS = 60_000;

/** A dying process may not send the hint that stock changed: after this time, figures are read again. */
const PRODUCT_AGE_MS = 5_000;
/** While inventory does not answer. */
const COPIED_AGE_MS = 1_000;

export async function categoriesPage({ db }: CatalogContext, language: Language): Promise<CacheFill> {
  const rows = await db.rows(queries.listCategories, {});
  return {
    body: { items: rows.map((row) => presentCategory(row, language)) },
    tags: [LISTS],
    maxAgeMs: LIST_AGE_MS,
  };
}

export async function listPage(
  { db, currency }: CatalogContext,
  query: ListQuery,
  language: Language,
): Promise<CacheFill> {
  const { sort, limit, params } = readListing(query);
  const row = await db.first(listProducts[sort], params);
  if (!row) throw new Error("the list statement always returns one row");
  const items = row.items.slice(0, limit);
  const last = items.at(-1);
  const more = row.items.length > limit && last;
  const body = {
    items: items.map((item) => presentCard(item, language)),
    total: row.total,
    facets: presentFacets(row, currency, language),
    nextCursor: more ? writeCursor(sort, [last.sortKey, last.id]) : null,
  };
  return { body, tags: [LISTS], maxAgeMs: LIST_AGE_MS };
}

/** `everything`: also products that are not active, for staff. Throws NOT_FOUND. */
export async function productPage(
  { db, inventory }: CatalogContext,
  idOrSlug: string,
  language: Language,
  everything = false,
): Promise<CacheFill> {
  const row = await db.first(queries.findProduct, {
    id: UUID.test(idOrSlug.toLowerCase()) ? idOrSlug : null,
    slug: idOrSlug,
  });
  if (!row || (row.status !== "active" && !everything)) throw new DomainError("NOT_FOUND");
  const variantIds = row.variants.map(({ id }) => id);
  const levels = await unlessAway<Levels | null>(inventory.availability({ variantIds }), () => null);
  const available = new Map((levels ?? copiedLevels(row)).map((each) => [each.variantId, each.available]));
  return {
    body: presentProduct(row, available, language),
    tags: [row.id, ...variantIds],
    maxAgeMs: levels ? PRODUCT_AGE_MS : COPIED_AGE_MS,
  };
}

type Levels = readonly { readonly variantId: string; readonly available: number }[];

/**
 * What the catalogue knows by itself: what is sold out. Of the rest it shows as many pieces as a line may
 * have. An order that asks for more than there is gets its refusal from inventory.
 */
const copiedLevels = ({ variants }: queries.ProductRow): Levels =>
  variants.map(({ id, inStock }) => ({ variantId: id, available: inStock ? LARGEST_QUANTITY : 0 }));
