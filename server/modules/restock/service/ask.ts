/** What a member does: asks for a notice, lists and withdraws them. */
import { DomainError } from "../../../platform/errors.ts";
import { LAST_ID, newId } from "../../../platform/ids.ts";
import type { VariantCard } from "../../catalog/contract/variant.ts";
import type { RestockContext } from "../context.ts";
import * as queries from "../queries.ts";

/** Far more than a shopper waits for; a limit for programs. */
export const MOST_NOTICES = 100;

export interface ShownNotice {
  readonly notice: queries.NoticeRow;
  /** Null when the variant does not exist any more. */
  readonly card: VariantCard | null;
}

/**
 * Stores that the member wants to know when the variant is back; a repeat returns the same notice. Throws
 * NOT_FOUND for a product that is not shown, UNKNOWN_VARIANT, IN_STOCK, NOTICE_LIMIT.
 *
 * The stock is read after the notice is stored: goods that arrive later find the notice, and goods that
 * arrived before are seen here.
 */
export async function ask(
  restock: RestockContext,
  memberId: string,
  idOrSlug: string,
  variantId: string,
): Promise<ShownNotice> {
  const card = await getVariant(restock, idOrSlug, variantId);
  const notice = await store(restock, memberId, card);
  const [level] = await restock.inventory.availability({ variantIds: [variantId] });
  const isThere = level !== undefined && level.available > 0;
  // A notice that is gone by now has found the goods: its mail is on the way, so the member is told that way.
  if (isThere && (await restock.db.first(queries.deleteNotice, { id: notice.id, memberId })))
    throw new DomainError("IN_STOCK");
  return { notice, card };
}

async function getVariant(
  { catalog }: RestockContext,
  idOrSlug: string,
  variantId: string,
): Promise<VariantCard> {
  const [products, cards] = await Promise.all([
    catalog.findProducts({ idsOrSlugs: [idOrSlug] }),
    catalog.describe({ variantIds: [variantId] }),
  ]);
  const product = products[0];
  if (!product?.isShown) throw new DomainError("NOT_FOUND");
  const card = cards.find(({ productId }) => productId === product.productId);
  if (!card) throw new DomainError("UNKNOWN_VARIANT");
  return card;
}

function store({ db, clock }: RestockContext, memberId: string, { productId, variantId }: VariantCard) {
  const now = clock.now();
  return db.transaction(async (trx) => {
    await trx.rows(queries.lockMember, { memberId });
    const notice = await trx.first(queries.insertNotice, {
      id: newId(now),
      memberId,
      productId,
      variantId,
      now,
      most: MOST_NOTICES,
    });
    if (!notice) throw new DomainError("NOTICE_LIMIT", { most: MOST_NOTICES });
    return notice;
  });
}

export interface NoticeSearch {
  readonly productId?: string;
  /** The page begins before this notice. Null: with the newest. */
  readonly beforeId: string | null;
  readonly limit: number;
}

/** Returns one notice more than `limit` if there is a next page. */
export async function listNotices(
  { db, catalog }: RestockContext,
  memberId: string,
  { productId, beforeId, limit }: NoticeSearch,
): Promise<ShownNotice[]> {
  const notices = await db.rows(queries.listNotices, {
    memberId,
    productId: productId ?? null,
    beforeId: beforeId ?? LAST_ID,
    limit: limit + 1,
  });
  if (notices.length === 0) return [];
  const cards = await catalog.describe({ variantIds: notices.map(({ variantId }) => variantId) });
  const byVariant = new Map(cards.map((card) => [card.variantId, card]));
  return notices.map((notice) => ({ notice, card: byVariant.get(notice.variantId) ?? null }));
}

/** Throws NOT_FOUND, also for another member's notice. */
export async function withdraw({ db }: RestockContext, memberId: string, id: string): Promise<void> {
  if (!(await db.first(queries.deleteNotice, { id, memberId }))) throw new DomainError("NOT_FOUND");
}

export async function exportOf({ db }: RestockContext, memberId: string) {
  const ofMember = { memberId, productId: null, beforeId: LAST_ID, limit: MOST_NOTICES };
  const notices = await db.rows(queries.listNotices, ofMember);
  return {
    notices: notices.map(({ productId, variantId, askedAt }) => ({
      productId,
      variantId,
      askedAt: askedAt.toISOString(),
    })),
  };
}

export async function forgetMember({ db }: RestockContext, memberId: string): Promise<void> {
  await db.rows(queries.deleteNoticesOf, { memberId });
}
