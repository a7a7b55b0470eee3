/**
 * The variant that an exchange sends in place of what comes back: of the same product, for sale, and for the
 * same price, so that no money moves.
 */
import { DomainError } from "../../../../platform/errors.ts";
import { unitPriceOf } from "../../../catalog/contract/price-tiers.ts";
import type { VariantCard } from "../../../catalog/contract/variant.ts";
import type { OrdersContext } from "../../context.ts";
import type { LineRow, StoredOrder } from "../../queries.ts";
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

/**
 * Returns what `judgeWanted` and `demandStock` let an exchange of a line send, for one piece at least. Throws
 * NOT_FOUND for a line of another order.
 */
export async function optionsOfLine(
  { catalog, inventory }: OrdersContext,
  { memberId, lines }: Pick<StoredOrder, "memberId" | "lines">,
  lineId: string,
): Promise<ExchangeOptions> {
  const line = lines.find(({ id }) => id === lineId);
  if (!line) throw new DomainError("NOT_FOUND");
  const [variants, bought] = await Promise.all([
    catalog.variantsOf({ productId: line.productId, memberId }),
    catalog.describe({ variantIds: [line.variantId], memberId }),
  ]);
  const sold = variants.filter((card) => isSoldWith(line, card));
  const offered = sold.filter((card) => hasPriceOf(line, card, bought[0]));
  const left = await availableOf(inventory, offered);
  const items = offered
    .map(({ variantId, sku, name, options, translations }) => ({
      variant: { variantId, sku, name, options, translations },
      available: left.get(variantId) ?? 0,
    }))
    .filter(({ available }) => available > 0);
  return { items, forSale: sold.length };
}

/** Pieces that can be had now, by variant. */
async function availableOf(
  inventory: OrdersContext["inventory"],
  variants: readonly { readonly variantId: string }[],
): Promise<ReadonlyMap<string, number>> {
  if (variants.length === 0) return new Map();
  const found = await inventory.availability({ variantIds: variants.map(({ variantId }) => variantId) });
  return new Map(found.map(({ variantId, available }) => [variantId, available]));
}

/** Throws OUT_OF_STOCK for what is sold out now. It is reserved when staff approve. */
export async function demandStock(
  { inventory }: OrdersContext,
  wanted: readonly { readonly variantId: string; readonly quantity: number }[],
): Promise<void> {
  if (wanted.length === 0) return;
  const pieces = new Map<string, number>();
  for (const { variantId, quantity } of wanted)
    pieces.set(variantId, (pieces.get(variantId) ?? 0) + quantity);
  const left = await availableOf(
    inventory,
    [...pieces.keys()].map((variantId) => ({ variantId })),
  );
  const lines = [...pieces]
    .map(([variantId, requested]) => ({ variantId, requested, available: left.get(variantId) ?? 0 }))
    .filter(({ requested, available }) => requested > available);
  if (lines.length > 0) throw new DomainError("OUT_OF_STOCK", { lines });
}
