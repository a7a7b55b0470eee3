/**
 * Puts many lines into a cart at once: those of an earlier order, or of an order that staff place. Of each
 * line as many pieces are added as can be bought; what could not is told line by line.
 */
import { DomainError, isDomainError } from "../../../platform/errors.ts";
import type { VariantCard } from "../../catalog/contract/variant.ts";
import type { CartContext, Shopper } from "../context.ts";
import type { AddedLine } from "../contract.ts";
import { type AddableLine, piecesToAdd } from "../pieces-to-add.ts";
import { MAX_LINES, storeItem } from "./change-items.ts";
import { openMemberCart } from "./member-cart.ts";
import { createCart, getItems } from "./read-cart.ts";

type WantedLine = Pick<AddableLine, "quantity"> & { readonly variantId: string };

/** `cartId`: of a guest. */
export async function addLines(
  carts: CartContext,
  shopper: Shopper,
  cartId: string | null,
  lines: readonly WantedLine[],
): Promise<{ cartId: string; lines: AddedLine[] }> {
  const id =
    shopper === null ? await openGuestCart(carts, cartId) : (await openMemberCart(carts, shopper)).cart.id;
  return { cartId: id, lines: await addEach(carts, id, shopper, lines) };
}

export async function openCart(
  carts: CartContext,
  shopper: Shopper,
  wanted: readonly { readonly sku: string; readonly quantity: number }[],
) {
  const [cartId, found] = await Promise.all([
    createCart(carts),
    carts.catalog.findSkus({ skus: wanted.map(({ sku }) => sku) }),
  ]);
  const ids = new Map(found.map(({ sku, variantId }) => [sku, variantId]));
  const known = wanted.flatMap(({ sku, quantity }) => {
    const variantId = ids.get(sku);
    return variantId === undefined ? [] : [{ variantId, quantity }];
  });
  const outcomes = (await addEach(carts, cartId, shopper, known)).values();
  const lines = wanted.map(({ sku }) => {
    const outcome = ids.has(sku) ? outcomes.next().value : undefined;
    return { sku, added: outcome?.added ?? 0, problem: outcome ? outcome.problem : ("UNKNOWN_SKU" as const) };
  });
  return { cartId, lines };
}

async function openGuestCart(carts: CartContext, cartId: string | null): Promise<string> {
  if (cartId === null) return createCart(carts);
  try {
    await getItems(carts, cartId, null);
    return cartId;
  } catch (error) {
    if (isDomainError(error, "NOT_FOUND")) return createCart(carts);
    throw error;
  }
}

async function addEach(
  carts: CartContext,
  cartId: string,
  shopper: Shopper,
  lines: readonly WantedLine[],
): Promise<AddedLine[]> {
  if (lines.length === 0) return [];
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))];
  const [cards, levels, items] = await Promise.all([
    carts.catalog.describe({ variantIds, memberId: shopper }),
    carts.inventory.availability({ variantIds }),
    getItems(carts, cartId, shopper),
  ]);
  const variants = new Map(cards.map((card) => [card.variantId, card]));
  const available = new Map(levels.map((level) => [level.variantId, level.available]));
  const own = new Map(items.map((item) => [item.variantId, item.quantity]));
  const added: AddedLine[] = [];
  for (const { variantId, quantity } of lines) {
    const variant = variants.get(variantId);
    const { pieces, problem } = piecesToAdd({
      quantity,
      variant,
      own: own.get(variantId) ?? 0,
      available: available.get(variantId) ?? 0,
      isFull: own.size >= MAX_LINES && !own.has(variantId),
    });
    if (variant && pieces > 0) {
      await add(carts, cartId, variant, pieces, shopper);
      own.set(variantId, (own.get(variantId) ?? 0) + pieces);
    }
    added.push({ variantId, added: pieces, problem });
  }
  return added;
}

/** The cart may change meanwhile: then the whole is refused, and a repeat sees what is there. */
async function add(
  carts: CartContext,
  cartId: string,
  variant: VariantCard,
  pieces: number,
  shopper: Shopper,
): Promise<void> {
  const stored = await storeItem(carts, cartId, variant, pieces, shopper);
  if (!stored) throw new DomainError("NOT_FOUND");
  if (!stored.stored) throw new DomainError("TOO_MANY_LINES", { most: MAX_LINES });
}
