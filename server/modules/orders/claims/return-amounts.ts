/**
 * What pieces that are sent back give back. Pure.
 *
 * The goods give back what canceled ones do (`refund-amounts.ts`). The delivery fee comes back when nothing
 * is kept and the seller is at fault. A buyer at fault pays the fee of the return, out of the refund and
 * never beyond it. The parts of the lines sum to the refund at most. What the rest has not earned of coupons
 * and promotions is deducted from a buyer at fault, and comes back with the goods that had it
 * (`cancel-terms.ts`).
 */
import { type Deduction, deductFromReturn, type TermedOrder } from "../cancel-terms.ts";
import {
  keepsNothing,
  type Pieces,
  paidFor,
  type RefundPlan,
  restOf,
  shareOf,
  tendersOf,
} from "../refund-amounts.ts";
import type { ClaimFault } from "./claim.ts";

/** Minor units: amount + points = goods + delivery fee − return fee. */
export interface ReturnPlan {
  readonly goods: number;
  readonly deliveryFee: number;
  readonly returnFee: number;
  readonly amount: number;
  readonly points: number;
  readonly lines: RefundPlan["lines"];
  /** What is deducted after it, in all. */
  readonly kept: number;
  /** What it deducts now, taken off `goods` already. */
  readonly deductions: readonly Deduction[];
}

/** The pieces are merged. `fee`: what a buyer at fault was told. */
export function planReturn(
  order: TermedOrder,
  pieces: readonly Pieces[],
  { fault, fee }: { readonly fault: ClaimFault; readonly fee: number },
): ReturnPlan {
  const shares = order.lines.flatMap((line) => {
    const quantity = pieces.find(({ lineId }) => lineId === line.id)?.quantity ?? 0;
    if (quantity === 0) return [];
    const unrefunded = paidFor(line) - line.refunded;
    return [{ lineId: line.id, quantity, share: Math.min(shareOf(line, quantity), unrefunded) }];
  });
  const rest = restOf(order);
  const worth = shares.reduce((sum, { share }) => sum + share, 0);
  const { kept, deductions } = deductFromReturn(order, pieces, { sellerAtFault: fault === "seller", worth });
  const goods = Math.min(worth + order.cancelKept - kept, rest);
  const delivery =
    order.total + order.pointsSpent - order.lines.reduce((sum, line) => sum + paidFor(line), 0);
  const deliveryDue = fault === "seller" && keepsNothing(order.lines, pieces);
  const deliveryFee = deliveryDue ? Math.min(delivery, rest - goods) : 0;
  const returnFee = fault === "buyer" ? Math.min(fee, goods) : 0;
  const tenders = tendersOf(order, goods + deliveryFee - returnFee);
  let left = goods - returnFee;
  const lines = shares.map(({ lineId, quantity, share }) => {
    const part = Math.min(share, left);
    left -= part;
    return { lineId, quantity, amount: part };
  });
  return { goods, deliveryFee, returnFee, ...tenders, lines, kept, deductions };
}
