import { unlessAway } from "../../../platform/contract/fallback.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { CacheFill } from "../../../platform/http/response-cache.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { LARGEST_QUANTITY } from "../../inventory/contract.ts";
import type { CatalogContext } from "../context.ts";
import { untilOffersChange } from "../price-lists/offers.ts";
import { presentCategory, presentProduct } from "./present.ts";
import * as queries from "./queries.ts";

/** A dying process may not send the hint that stock changed: after this time, figures are read again. */
const PRODUCT_AGE_MS = 5_000;
/** While inventory does not answer. */
const COPIED_AGE_MS = 1_000;

/** Ids and slugs have no other letters. */
const KEY = /^[a-z0-9-]{1,120}$/;

/** `everything`: also products that are not active, for staff. Throws PRODUCT_ENDED, NOT_FOUND. */
export async function productPage(
  { db, inventory, clock }: CatalogContext,
  idOrSlug: string,
  language: Language,
  everything = false,
): Promise<CacheFill & { readonly body: unknown }> {
  const key = UUID.test(idOrSlug.toLowerCase()) ? idOrSlug.toLowerCase() : idOrSlug;
  if (!KEY.test(key)) throw new DomainError("NOT_FOUND");
  const [found] = await db.lookUp(queries.findProducts, [key]);
  const row = found && { ...found, id: found.productId };
  if (row?.status === "archived" && !everything) throw ended(row, language);
  if (!row || (row.status !== "active" && !everything)) throw new DomainError("NOT_FOUND");
  const sold = [...row.variants, ...row.addOns.flatMap(({ variants }) => variants)];
  const variantIds = [...new Set(sold.map(({ id }) => id))];
  const levels = await unlessAway<Levels | null>(inventory.availability({ variantIds }), () => null);
  const available = new Map((levels ?? copiedLevels(sold)).map((each) => [each.variantId, each]));
  const now = clock.now();
  return {
    body: presentProduct(row, available, language, now),
    tags: [...[row, ...row.categories, ...row.attributes, ...row.addOns].map(({ id }) => id), ...variantIds],
    maxAgeMs: Math.min(
      levels ? PRODUCT_AGE_MS : COPIED_AGE_MS,
      ...[row, ...row.addOns].flatMap((each) => untilSalesChange(each, now)),
      ...untilOffersChange(row.offers, now),
    ),
  };
}

/** Of an archived product shoppers learn where to look for others like it, but not its name. */
const ended = ({ productId, categories }: queries.AskedProduct, language: Language): DomainError =>
  new DomainError("PRODUCT_ENDED", {
    productId,
    categories: categories.map((category) => presentCategory(category, language)),
  });

/** Milliseconds until the sales period begins and ends, as far as they are to come. */
const untilSalesChange = ({ salesFrom, salesUntil }: SalesPeriod, now: Date): number[] =>
  [salesFrom, salesUntil].flatMap((moment) => {
    const left = moment === null ? 0 : new Date(moment).getTime() - now.getTime();
    return left > 0 ? [left] : [];
  });

interface SalesPeriod {
  readonly salesFrom: Date | string | null;
  readonly salesUntil: Date | string | null;
}

type Levels = Awaited<ReturnType<CatalogContext["inventory"]["availability"]>>;

/**
 * What the catalogue knows by itself: what is sold out. Of the rest it shows as many pieces as a line may
 * have. An order that asks for more than there is gets its refusal from inventory.
 */
const copiedLevels = (variants: readonly Pick<queries.VariantRow, "id" | "inStock">[]): Levels =>
  variants.map(({ id, inStock }) => ({ variantId: id, available: inStock ? LARGEST_QUANTITY : 0 }));
