import { DomainError } from "../../../platform/errors.ts";
import { unitPriceOf } from "../../catalog/contract/price-tiers.ts";
import type { CartContext, Shopper } from "../context.ts";
import type { CartView } from "../present.ts";
import { checkQuantity, limitsOf } from "../quantity-limits.ts";
import * as queries from "../saved-queries.ts";
import type { ItemRef } from "./change-items.ts";
import { findContents, getCart } from "./read-cart.ts";

interface Choice {
  /** Of the same product. */
  readonly variantId: string;
  /** Undefined: as many as the line has. */
  readonly quantity: number | undefined;
}

/**
 * Makes a line another variant of its product, in its place; onto a line that the variant has already, its
 * pieces are added, as many as the product's limit allows. The shopper is shown the variant's price by the
 * response. Throws NOT_FOUND, UNKNOWN_VARIANT, QUANTITY_LIMIT, MINIMUM_QUANTITY.
 */
export async function changeVariant(
  carts: CartContext,
  { cartId, itemId }: ItemRef,
  { variantId: chosen, quantity }: Choice,
  shopper: Shopper,
): Promise<CartView> {
  const [variantId, id] = [chosen.toLowerCase(), itemId.toLowerCase()];
  const found = (await findContents(carts, cartId, shopper)).items.find((item) => item.id === id);
  if (!found) throw new DomainError("NOT_FOUND");
  const variantIds = [...new Set([found.variantId, variantId])];
  const cards = await carts.catalog.describe({ variantIds, memberId: shopper });
  const [from, to] = [found.variantId, variantId].map((each) =>
    cards.find((card) => card.variantId === each),
  );
  if (!to?.forSale || from?.productId !== to.productId) throw new DomainError("UNKNOWN_VARIANT");
  await carts.db.transaction(async (trx) => {
    const touched = { cartId, memberId: shopper, now: carts.clock.now() };
    if (!(await trx.first(queries.touchCart, touched))) throw new DomainError("NOT_FOUND");
    const lines = await trx.rows(queries.listItems, { cartId });
    const line = lines.find((item) => item.id === id);
    // It was removed, or became another product's, meanwhile: nothing is known of it.
    if (line?.variantId !== found.variantId) throw new DomainError("NOT_FOUND");
    const onto = lines.find((item) => item.variantId === variantId && item.id !== id);
    const wanted = (quantity ?? line.quantity) + (onto?.quantity ?? 0);
    const pieces = onto ? Math.min(wanted, limitsOf(to).most) : wanted;
    checkQuantity(to, pieces);
    const price = unitPriceOf(to, pieces);
    if (onto) await trx.first(queries.takeItem, { cartId, itemId });
    await trx.rows(queries.replaceItem, {
      ...{ itemId: onto?.id ?? id, variantId, quantity: pieces },
      ...{ price: price.amount, currency: price.currency },
    });
  });
  return getCart(carts, cartId, shopper);
}
