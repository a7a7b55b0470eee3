/**
 * The tax-free part of the money that an order gives back, which its provider is told. Pure.
 *
 * Goods give back of the part that they are of; delivery, and the fee that a return costs, are taxed. Money
 * and points of a refund have the same parts. Neither part is ever more than is left of it, so that the last
 * refund gives back the rest of both.
 */
import { split } from "../../platform/money.ts";
import type { RefundPlan } from "./refund-amounts.ts";

/** Minor units. */
interface TaxedOrder {
  readonly total: number;
  readonly refunded: number;
  /** Null: not known, so that all is taxed. */
  readonly taxFree: number | null;
  readonly taxFreeRefunded: number;
  readonly lines: readonly { readonly id: string; readonly taxType: "taxable" | "tax_free" | null }[];
}
type PartsOfLines = readonly { readonly lineId: string; readonly amount: number }[];

/** Of canceled or returned pieces. */
export function taxFreePartOf(
  order: TaxedOrder,
  { amount, points, lines }: Pick<RefundPlan, "amount" | "points" | "lines">,
): number {
  const worth = amount + points;
  const taxFree = Math.min(taxFreeIn(order, lines), worth);
  return withinRest(order, amount, split(amount, [taxFree, worth - taxFree])[0] ?? 0);
}

/** Of money that staff give back: what is for no line is of both parts, by what is left of them. */
export function taxFreePartOfStaff(order: TaxedOrder, amount: number, lines: PartsOfLines): number {
  const taxFree = taxFreeIn(order, lines);
  const taxed = lines.reduce((sum, line) => sum + line.amount, 0) - taxFree;
  const left = restOf(order);
  const weights = [Math.max(0, left.taxFree - taxFree), Math.max(0, left.taxed - taxed)];
  const rest = Math.min(
    amount - taxFree - taxed,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
  return withinRest(order, amount, taxFree + (split(rest, weights)[0] ?? 0));
}

function taxFreeIn({ lines }: TaxedOrder, parts: PartsOfLines): number {
  const free = new Set(lines.flatMap(({ id, taxType }) => (taxType === "tax_free" ? [id] : [])));
  return parts.reduce((sum, { lineId, amount }) => sum + (free.has(lineId) ? amount : 0), 0);
}

function restOf({ total, refunded, taxFree, taxFreeRefunded }: TaxedOrder) {
  const left = (taxFree ?? 0) - taxFreeRefunded;
  return { taxFree: left, taxed: Math.max(0, total - refunded - left) };
}

function withinRest(order: TaxedOrder, amount: number, part: number): number {
  const left = restOf(order);
  return Math.min(Math.max(part, amount - left.taxed), left.taxFree, amount);
}
