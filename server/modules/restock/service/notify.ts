/**
 * Goods are back: ends the notices of the members who wait for them, a batch at a time. Each notice ends in
 * the statement that publishes the event of its mail, so a process that dies loses none and sends none twice.
 * A variant that is sold out again by then is left for its next arrival.
 */
import type { Language } from "../../../platform/language.ts";
import { type VariantCard, variantTexts } from "../../catalog/contract/variant.ts";
import type { RestockContext } from "../context.ts";
import type { RestockedVariant } from "../contract.ts";
import * as queries from "../queries.ts";

/** Mails of one batch; the events of a mail are delivered 25 at a time. */
export const NOTICES_PER_BATCH = 200;
/** As many as the catalogue describes in one call. */
const VARIANTS_PER_BATCH = 500;

/** May be called again for the same variants, in any order: it reads who waits, and what is there now. */
export async function notify(restock: RestockContext, variantIds: readonly string[]): Promise<void> {
  for (let from = 0; from < variantIds.length; from += VARIANTS_PER_BATCH) {
    const batch = variantIds.slice(from, from + VARIANTS_PER_BATCH);
    const awaited = await restock.db.rows(queries.findAwaited, { variantIds: batch });
    if (awaited.length > 0) await endBatch(restock, awaited.map(idOf));
  }
}

/** A product was edited: it may be for sale again, with goods that were there all the time. */
export async function notifyOfProduct(restock: RestockContext, productId: string): Promise<void> {
  const awaited = await restock.db.rows(queries.findAwaitedOf, { productId });
  if (awaited.length > 0) await notify(restock, awaited.map(idOf));
}

const idOf = ({ variantId }: { readonly variantId: string }): string => variantId;

async function endBatch({ db, catalog, inventory }: RestockContext, awaited: string[]): Promise<void> {
  const levels = await inventory.availability({ variantIds: awaited });
  const back = levels.filter(({ available }) => available > 0).map(idOf);
  if (back.length === 0) return;
  const cards = (await catalog.describe({ variantIds: back })).filter(({ forSale }) => forSale);
  if (cards.length === 0) return;
  await db.first(queries.endNotices, {
    variantIds: cards.map(idOf),
    variants: cards.map((card) => JSON.stringify(wordsOf(card))),
    limit: NOTICES_PER_BATCH,
  });
}

function wordsOf(card: VariantCard): RestockedVariant {
  const inLanguage = (language: Language) => {
    const { name, options } = variantTexts(card, language);
    return { name, options: options.map(({ label, value }) => `${label}: ${value}`).join(", ") };
  };
  return { productSlug: card.productSlug, ko: inLanguage("ko"), en: inLanguage("en") };
}
