import type { Static } from "typebox";
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError } from "../../../platform/errors.ts";
import { asMoney, type MoneyInput } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { PRODUCTS_CHANGED } from "../contract.ts";
import { priceProblems } from "./product.ts";
import * as queries from "./queries.ts";

/** Changes a variant's price. Orders that are placed already keep theirs. */
export async function changePrice(
  { db, clock, changes, currency }: CatalogContext,
  variantId: string,
  price: Static<typeof MoneyInput>,
  compareAtPrice: Static<typeof MoneyInput> | null,
  by: ActingStaff,
): Promise<void> {
  const problems = priceProblems({ price, compareAtPrice }, currency);
  if (problems.length > 0) throw inputError(problems);
  const amounts = {
    price: asMoney(price, currency).amount,
    compareAtPrice: compareAtPrice === null ? null : asMoney(compareAtPrice, currency).amount,
  };
  const now = clock.now();
  const productId = await db.transaction(async (trx) => {
    await trx.rows(queries.lockProductsOf, { variantIds: [variantId] });
    const changed = await trx.first(queries.updatePrice, { variantId, ...amounts, now });
    if (!changed) throw new DomainError("UNKNOWN_VARIANT");
    const { before, after } = changed;
    await recordAction(trx, {
      ...by,
      action: "price.change",
      subject: `variant:${variantId}`,
      before,
      after,
      now,
    });
    return changed.productId;
  });
  await changes.publish(PRODUCTS_CHANGED, [productId]);
}
