/**
 * The variant that an exchange sends in place of what comes back: of the same product, for sale, and for the
 * same price, so that no money moves.
 */
import { DomainError } from "../../../../platform/errors.ts";
import { unitPriceOf } from "../../../catalog/contract/price-tiers.ts";
import type { VariantCard } from "../../../catalog/contract/variant.ts";
import { PRODUCTS_AT_ONCE } from "../../../catalog/contract.ts";
import type { OrdersContext } from "../../context.ts";
import type { LineRow, StoredOrder } from "../../queries.ts";
import { isClaimable } from "../claim.ts";
import type { ClaimVariant, ExchangeOptions } from "../options.ts";

export interface WantedVariant {
  readonly lineId: string;
  readonly variantId: string;
}

/** Variants of the catalogue, by their ids. */
export type Cards = ReadonlyMap<string, VariantCard>;

type Line = Pick<LineRow, "id" | "variantId" | "productId" | "quantity" | "unitPrice">;

/**
 * Those that are wanted, and those that their lines bought, for the prices of the buyer. Nothing is asked
 * when nothing is wanted.
 */
export async function findWanted(
  { catalog }: OrdersContext,
  { memberId, lines }: Pick<StoredOrder, "memberId" | "lines">,
  wanted: readonly WantedVariant[],
): Promise<Cards> {
  if (wanted.length === 0) return new Map();
  const bought = lines.filter(({ id }) => wanted.some(({ lineId }) => lineId === id));
  const ids = [...wanted, ...bought].map(({ variantId }) => variantId);
  const cards = await catalog.describe({ variantIds: [...new Set(ids)], memberId });
  return new Map(cards.map((card) => [card.variantId, card]));
}

/**
 * Throws EXCHANGE_VARIANT_REFUSED for a variant that is of another product or not for sale, and
 * EXCHANGE_PRICE_DIFFERS.
 */
export function judgeWanted(
  line: Line,
  { variantId }: Pick<WantedVariant, "variantId">,
  cards: Cards,
): ClaimVariant {
  const facts = { lineId: line.id, variantId };
  const card = cards.get(variantId);
  if (!card || !isSoldWith(line, card)) throw new DomainError("EXCHANGE_VARIANT_REFUSED", facts);
  if (!hasPriceOf(line, card, cards.get(line.variantId)))
    throw new DomainError("EXCHANGE_PRICE_DIFFERS", { ...facts, price: unitPriceOf(card, line.quantity) });
  const { sku, name, options, translations } = card;
  return { variantId, sku, name, options, translations };
}

const isSoldWith = (line: Line, card: VariantCard): boolean =>
  card.forSale && card.productId === line.productId;

/**
 * A price is that of as many pieces as the line has. It is the same when it is that of the variant that was
 * bought as it is today, or what was paid for it.
 */
function hasPriceOf(line: Line, card: VariantCard, bought: VariantCard | undefined): boolean {
  const { amount } = unitPriceOf(card, line.quantity);
  return amount === line.unitPrice || amount === (bought && unitPriceOf(bought, line.quantity).amount);
}

interface OptionSources {
  readonly catalog: Pick<OrdersContext["catalog"], "variantsOf">;
  readonly inventory: Pick<OrdersContext["inventory"], "availability">;
}

/**
 * Returns what `judgeWanted` and `demandStock` let an exchange of each line send, for one piece at least.
 * Each line is judged as if the exchange had no other one: `available` is for all of them. Catalogue and
 * stock are asked for all lines together, one batch after the other.
 */
export async function optionsOfLines(
  { catalog, inventory }: OptionSources,
  memberId: string | null,
  lines: readonly Line[],
): Promise<(ExchangeOptions & { readonly lineId: string })[]> {
  const cards = new Map<string, VariantCard[]>();
  for (const productIds of batchesOf(new Set(lines.map(({ productId }) => productId)), PRODUCTS_AT_ONCE))
    for (const card of await catalog.variantsOf({ productIds, memberId }))
      cards.set(card.productId, [...(cards.get(card.productId) ?? []), card]);
  const judged = lines.map((line) => {
    const variants = cards.get(line.productId) ?? [];
    const bought = variants.find(({ variantId }) => variantId === line.variantId);
    const sold = variants.filter((card) => isSoldWith(line, card));
    return { line, sold, offered: sold.filter((card) => hasPriceOf(line, card, bought)) };
  });
  const left = await availableOf(
    inventory,
    judged.flatMap(({ offered }) => offered.map(({ variantId }) => variantId)),
  );
  return judged.map(({ line, sold, offered }) => ({
    lineId: line.id,
    items: offered
      .map(({ variantId, sku, name, options, translations }) => ({
        variant: { variantId, sku, name, options, translations },
        available: left.get(variantId) ?? 0,
      }))
      .filter(({ available }) => available > 0),
    forSale: sold.length,
  }));
}

/**
 * What a buyer may have for a line: nothing where an exchange of it would be refused now. Of a variant no
 * more pieces are told than the order has of its product. Throws NOT_FOUND for a line of another order.
 */
export async function optionsForBuyer(
  orders: OptionSources & Pick<OrdersContext, "returnRules" | "clock">,
  order: Pick<StoredOrder, "memberId" | "status" | "lines" | "shipments">,
  lineId: string,
): Promise<ExchangeOptions> {
  const line = order.lines.find(({ id }) => id === lineId);
  if (!line) throw new DomainError("NOT_FOUND");
  const nothing = { items: [], forSale: 0 };
  if (!isClaimable(order, lineId, orders.returnRules, orders.clock.now())) return nothing;
  const [options = nothing] = await optionsOfLines(orders, order.memberId, [line]);
  const most = order.lines
    .filter(({ productId }) => productId === line.productId)
    .reduce((pieces, { quantity }) => pieces + quantity, 0);
  const items = options.items.map((item) => ({ ...item, available: Math.min(item.available, most) }));
  return { items, forSale: options.forSale };
}

/** `availability` of inventory takes so many. */
const VARIANTS_AT_ONCE = 2_000;

/** Pieces that can be had now, by variant. */
async function availableOf(
  inventory: OptionSources["inventory"],
  variants: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const left = new Map<string, number>();
  for (const variantIds of batchesOf(new Set(variants), VARIANTS_AT_ONCE))
    for (const { variantId, available } of await inventory.availability({ variantIds }))
      left.set(variantId, available);
  return left;
}

function* batchesOf(ids: ReadonlySet<string>, size: number): Generator<string[]> {
  const all = [...ids];
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

/** Throws OUT_OF_STOCK for what is sold out now. It is reserved when staff approve. */
export async function demandStock(
  { inventory }: OrdersContext,
  wanted: readonly { readonly variantId: string; readonly quantity: number }[],
): Promise<void> {
  const pieces = new Map<string, number>();
  for (const { variantId, quantity } of wanted)
    pieces.set(variantId, (pieces.get(variantId) ?? 0) + quantity);
  const left = await availableOf(inventory, [...pieces.keys()]);
  const lines = [...pieces]
    .map(([variantId, requested]) => ({ variantId, requested, available: left.get(variantId) ?? 0 }))
    .filter(({ requested, available }) => requested > available);
  if (lines.length > 0) throw new DomainError("OUT_OF_STOCK", { lines });
}
