/**
 * What the rest of an order costs more when pieces are canceled: the delivery fee by the rules of the order's
 * day, and coupons whose minimum is not met any more. Pure.
 *
 * `keepOf` looks at the pieces that are gone alone, so the order of cancellations has no effect.
 * What an order has deducted (`cancelKept`) follows it: a cancellation deducts the difference, as far as its
 * goods cover it, or gives it back. Pieces that the shop cancels without a deduction count as bought here, so
 * that they never cost their buyer a fee or a coupon. When nothing is left, all is given back.
 */
import { groupFees } from "../cart/contract/base-fee.ts";
import type { Quote } from "../cart/contract.ts";
import {
  keepsNothing,
  type Pieces,
  planRefund,
  type RefundableLine,
  type RefundableOrder,
  type RefundPlan,
  restOf,
  tendersOf,
} from "./refund-amounts.ts";

/** As an order stores them. */
export interface CancelTerms {
  readonly delivery: NonNullable<Quote["terms"]>["delivery"];
  /** The delivery group of each line. */
  readonly groups: readonly { readonly lineId: string; readonly group: string | null }[];
  readonly coupons: readonly {
    readonly couponId: string;
    readonly minimum: number;
    /** The lines that it is for, with its part of each; 0 for a coupon of delivery. */
    readonly lines: readonly { readonly lineId: string; readonly amount: number }[];
  }[];
}

interface TermedLine extends RefundableLine {
  /** Of `canceled`. */
  readonly canceledFree: number;
}
export interface TermedOrder extends RefundableOrder {
  readonly lines: readonly TermedLine[];
  /** With the surcharge. */
  readonly deliveryFee: number;
  readonly deliverySurcharge: number;
  readonly discounts: readonly {
    readonly couponId: string;
    readonly name: string;
    readonly kind: "product" | "cart" | "delivery";
    readonly amount: number;
  }[];
  readonly cancelTerms: CancelTerms | null;
  /** Minor units that cancellations have deducted. */
  readonly cancelKept: number;
}

/** What is deducted; the name is that of a coupon. */
export interface Deduction {
  readonly kind: "delivery" | "coupon";
  readonly name: string | null;
  readonly amount: number;
}

export interface CancelPlan extends RefundPlan {
  /** What is deducted after it, in all. */
  readonly kept: number;
  /** What it deducts now. */
  readonly deductions: readonly Deduction[];
}

export const termsOf = (
  { terms }: Pick<Quote, "terms">,
  lines: readonly { readonly id: string }[],
): CancelTerms | null =>
  terms
    ? {
        delivery: terms.delivery,
        groups: lines.map(({ id }, at) => ({ lineId: id, group: terms.groups[at] ?? null })),
        coupons: terms.coupons.map(({ couponId, minimum, parts }) => ({
          couponId,
          minimum,
          lines: lines.flatMap(({ id }, at) => {
            const amount = parts[at] ?? null;
            return amount === null ? [] : [{ lineId: id, amount }];
          }),
        })),
      }
    : null;

/** The pieces are merged, and none are too many. `deduct` false: the shop is at fault. */
export function planCancel(order: TermedOrder, pieces: readonly Pieces[], deduct: boolean): CancelPlan {
  const plan = planRefund(order, pieces);
  if (plan.whole) return { ...plan, kept: 0, deductions: [] };
  const worth = plan.amount + plan.points;
  const parts = keepOf(order, pieces, deduct ? pieces : []);
  const more = sumOf(parts) - order.cancelKept;
  const deducted = Math.min(more, deduct ? worth : 0);
  const due = Math.min(worth - deducted, restOf(order));
  let left = due;
  const lines = plan.lines.map((line) => {
    const amount = Math.min(line.amount, left);
    left -= amount;
    return { ...line, amount };
  });
  const kept = order.cancelKept + worth - due;
  const deductions =
    deducted > 0 ? newParts(parts, keepOf(order, [], []), { kept: order.cancelKept, deducted }) : [];
  return { ...plan, ...tendersOf(order, due), lines, kept, deductions };
}

/** What stays deducted after a return. Goods that come back had paid for a coupon that was lost. */
export function keptAfterReturn(
  order: TermedOrder,
  pieces: readonly Pieces[],
  sellerAtFault: boolean,
): number {
  if (sellerAtFault && keepsNothing(order.lines, pieces)) return 0;
  return Math.min(order.cancelKept, sumOf(keepOf(order, pieces, [])));
}

const sumOf = (parts: readonly Deduction[]): number => parts.reduce((sum, { amount }) => sum + amount, 0);

/** `gone`: pieces that leave the order now; `canceled`: those of them that count as not bought any more. */
function keepOf(order: TermedOrder, gone: readonly Pieces[], canceled: readonly Pieces[]): Deduction[] {
  const { cancelTerms: terms, discounts } = order;
  if (terms === null) return [];
  const countOf = (pieces: readonly Pieces[], id: string) =>
    pieces.find(({ lineId }) => lineId === id)?.quantity ?? 0;
  const bought = new Map(
    order.lines.map(({ id, quantity, canceled: before, canceledFree, unitPrice }) => {
      const left = quantity - before + canceledFree - countOf(canceled, id);
      return [id, { pieces: left, amount: left * unitPrice }];
    }),
  );
  const lost = terms.coupons.flatMap(({ couponId, minimum, lines }) => {
    const worth = lines.reduce((sum, { lineId }) => sum + (bought.get(lineId)?.amount ?? 0), 0);
    const coupon = discounts.find((each) => each.couponId === couponId);
    return coupon && worth < minimum ? [{ ...coupon, lines }] : [];
  });
  const lostOf = (kinds: readonly string[]) => lost.filter(({ kind }) => kinds.includes(kind));
  const coupons = [
    ...lostOf(["product", "cart"]).map(({ name, lines }) => ({
      name,
      amount: lines.reduce((sum, { lineId, amount }) => sum + keptPart(order, gone, lineId, amount), 0),
    })),
    ...lostOf(["delivery"]).map(({ name, amount }) => ({ name, amount })),
  ].map((part) => ({ kind: "coupon" as const, ...part }));
  return [deliveryPart(order, terms, bought), ...coupons].filter(({ amount }) => amount > 0);

  function keptPart(each: TermedOrder, pieces: readonly Pieces[], lineId: string, amount: number): number {
    const line = each.lines.find(({ id }) => id === lineId);
    if (!line) return 0;
    const away = line.canceled + line.returned + countOf(pieces, lineId);
    return amount - Number((BigInt(amount) * BigInt(away)) / BigInt(line.quantity));
  }
}

/** A lower fee of the rest gives nothing back: the fee comes back with the last pieces. */
function deliveryPart(
  { deliveryFee, deliverySurcharge }: TermedOrder,
  { delivery, groups }: CancelTerms,
  bought: ReadonlyMap<string, { readonly pieces: number; readonly amount: number }>,
): Deduction {
  const goods = groups.flatMap(({ lineId, group }) => {
    const own = bought.get(lineId);
    return own && own.pieces > 0 ? [{ ...own, group }] : [];
  });
  const fee = groupFees(delivery, goods).reduce((sum, each) => sum + each.fee, 0);
  return { kind: "delivery", name: null, amount: Math.max(0, fee - (deliveryFee - deliverySurcharge)) };
}

/** The parts that are new: of what was due before, `kept` is deducted already. They sum to `deducted`. */
function newParts(
  after: readonly Deduction[],
  before: readonly Deduction[],
  { kept, deducted }: { readonly kept: number; readonly deducted: number },
): Deduction[] {
  let [known, left] = [kept, deducted];
  return after.flatMap((part) => {
    const due = before.find(({ kind, name }) => kind === part.kind && name === part.name)?.amount ?? 0;
    const paid = Math.min(due, known);
    known -= paid;
    const amount = Math.min(Math.max(0, part.amount - paid), left);
    left -= amount;
    return amount > 0 ? [{ ...part, amount }] : [];
  });
}
