/**
 * What the rest of an order costs more when pieces are canceled or returned: the delivery fee by the rules of
 * the order's day, coupons whose minimum is not met any more, and what automatic promotions would not take
 * off the rest. Pure.
 *
 * `keepOf` looks at the pieces that are gone alone, so the order of cancellations and returns has no effect.
 * What an order has deducted (`cancelKept`) follows it: each deducts the difference, as far as its goods
 * cover it, or gives it back. Pieces that the shop cancels without a deduction, and those that come back by
 * its fault, count as bought here, so that they never cost their buyer anything. Returned goods were
 * delivered: they always count as bought for the delivery fee. When nothing is left, all is given back.
 */
import { groupFees } from "../cart/contract/base-fee.ts";
import { type PromotedGoods, promotionParts } from "../cart/contract/promotion-parts.ts";
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
    readonly lines: readonly PartOfLine[];
  }[];
  /** In the order in which they apply. Absent: the order is of a version that did not store them. */
  readonly promotions?: readonly {
    readonly promotionId: string;
    readonly name: string;
    readonly effect: NonNullable<NonNullable<Quote["terms"]>["promotions"]>[number]["effect"];
    readonly lines: readonly PartOfLine[];
  }[];
}

interface PartOfLine {
  readonly lineId: string;
  readonly amount: number;
}

interface TermedLine extends RefundableLine {
  readonly variantId: string;
  /** Of `canceled`. */
  readonly canceledFree: number;
  /** Of `returned`: pieces that do not count as bought any more. */
  readonly returnedDue: number;
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

/** What is deducted; the name is that of a coupon or a promotion. */
export interface Deduction {
  readonly kind: "delivery" | "coupon" | "promotion";
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
          lines: partsOfLines(parts, lines),
        })),
        promotions: (terms.promotions ?? []).map(({ parts, ...promotion }) => ({
          ...promotion,
          lines: partsOfLines(parts, lines),
        })),
      }
    : null;

const partsOfLines = (
  parts: readonly (number | null)[],
  lines: readonly { readonly id: string }[],
): PartOfLine[] =>
  lines.flatMap(({ id }, at) => {
    const amount = parts[at] ?? null;
    return amount === null ? [] : [{ lineId: id, amount }];
  });

/** The pieces are merged, and none are too many. `deduct` false: the shop is at fault. */
export function planCancel(order: TermedOrder, pieces: readonly Pieces[], deduct: boolean): CancelPlan {
  const plan = planRefund(order, pieces);
  if (plan.whole) return { ...plan, kept: 0, deductions: [] };
  const worth = plan.amount + plan.points;
  const parts = keepOf(order, { gone: pieces, canceled: deduct ? pieces : [] });
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
  const deductions = deducted > 0 ? newParts(order, parts, deducted) : [];
  return { ...plan, ...tendersOf(order, due), lines, kept, deductions };
}

/**
 * What stays deducted after a return whose goods are worth so much, and what it deducts now: nothing of a
 * seller at fault. Goods that come back had paid for a coupon or a promotion that was lost.
 */
export function deductFromReturn(
  order: TermedOrder,
  pieces: readonly Pieces[],
  { sellerAtFault, worth }: { readonly sellerAtFault: boolean; readonly worth: number },
): Pick<CancelPlan, "kept" | "deductions"> {
  if (sellerAtFault && keepsNothing(order.lines, pieces)) return { kept: 0, deductions: [] };
  const parts = keepOf(order, { gone: pieces, returned: sellerAtFault ? [] : pieces });
  const deducted = Math.min(sumOf(parts) - order.cancelKept, sellerAtFault ? 0 : worth);
  const deductions = deducted > 0 ? newParts(order, parts, deducted) : [];
  return { kept: order.cancelKept + deducted, deductions };
}

const sumOf = (parts: readonly Deduction[]): number => parts.reduce((sum, { amount }) => sum + amount, 0);

/** Pieces that leave the order now; `canceled`, `returned`: those that count as not bought any more. */
interface Leaving {
  readonly gone?: readonly Pieces[];
  readonly canceled?: readonly Pieces[];
  readonly returned?: readonly Pieces[];
}

const countOf = (pieces: readonly Pieces[], id: string): number =>
  pieces.find(({ lineId }) => lineId === id)?.quantity ?? 0;

type Bought = ReadonlyMap<string, { readonly pieces: number; readonly amount: number }>;

function keepOf(order: TermedOrder, leaving: Leaving): Deduction[] {
  const { cancelTerms: terms, discounts, lines: all } = order;
  if (terms === null) return [];
  const { gone = [], canceled = [], returned = [] } = leaving;
  const boughtAfter = (isDelivery: boolean): Bought =>
    new Map(
      all.map(({ id, quantity, canceled: before, canceledFree, returnedDue, unitPrice }) => {
        const sent = quantity - before + canceledFree - countOf(canceled, id);
        const left = isDelivery ? sent : sent - returnedDue - countOf(returned, id);
        return [id, { pieces: left, amount: left * unitPrice }];
      }),
    );
  const bought = boughtAfter(false);
  const lost = terms.coupons.flatMap(({ couponId, minimum, lines }) => {
    const worth = lines.reduce((sum, { lineId }) => sum + (bought.get(lineId)?.amount ?? 0), 0);
    const coupon = discounts.find((each) => each.couponId === couponId);
    return coupon && worth < minimum ? [{ ...coupon, lines }] : [];
  });
  const lostOf = (kinds: readonly string[]) => lost.filter(({ kind }) => kinds.includes(kind));
  const staying = (line: TermedLine) =>
    line.quantity - line.canceled - line.returned - countOf(gone, line.id);
  const coupons = [
    ...lostOf(["product", "cart"]).map(({ name, lines }) => ({
      name,
      amount: partsFor(all, lines, staying),
    })),
    ...lostOf(["delivery"]).map(({ name, amount }) => ({ name, amount })),
  ].map((part) => ({ kind: "coupon" as const, ...part }));
  const parts = [
    deliveryPart(order, terms, boughtAfter(true)),
    ...promotionLosses(order, terms, bought, staying),
    ...coupons,
  ];
  return parts.filter(({ amount }) => amount > 0);
}

/**
 * Of the parts of lines, those of as many pieces as stay, rounded down: what the pieces that left gave back
 * of their price was rounded down, so that what stays costs its price, to the won.
 */
const partsFor = (
  lines: readonly TermedLine[],
  parts: readonly PartOfLine[],
  piecesOf: (line: TermedLine) => number,
): number =>
  parts.reduce((sum, { lineId, amount }) => {
    const line = lines.find(({ id }) => id === lineId);
    return line ? sum + shareDown(amount, piecesOf(line), line.quantity) : sum;
  }, 0);

const shareDown = (whole: number, part: number, all: number): number =>
  Number((BigInt(whole) * BigInt(part)) / BigInt(all));

/**
 * What the goods that count as bought have of each promotion, less what it would take off them alone; of
 * that the part of the pieces that stay. A promotion that would take off more gives nothing back.
 */
function promotionLosses(
  { lines }: TermedOrder,
  { promotions = [] }: CancelTerms,
  bought: Bought,
  staying: (line: TermedLine) => number,
): Deduction[] {
  const left = new Map([...bought].map(([id, { amount }]) => [id, amount]));
  return promotions.map(({ name, effect, lines: parts }) => {
    const goods = parts.flatMap(({ lineId }) => promotedGoods(lineId));
    const taken = promotionParts(effect, goods);
    for (const [at, { lineId }] of goods.entries())
      left.set(lineId, (left.get(lineId) ?? 0) - (taken[at] ?? 0));
    const has = partsFor(lines, parts, ({ id }) => bought.get(id)?.pieces ?? 0);
    const lost = has - taken.reduce((sum, part) => sum + part, 0);
    const stays = partsFor(lines, parts, staying);
    return { kind: "promotion" as const, name, amount: lost <= 0 ? 0 : shareDown(lost, stays, has) };
  });

  function promotedGoods(lineId: string): (PromotedGoods & { lineId: string })[] {
    const line = lines.find(({ id }) => id === lineId);
    const own = bought.get(lineId);
    if (!line || !own || own.pieces === 0) return [];
    const { variantId } = line;
    return [{ lineId, variantId, quantity: own.pieces, total: own.amount, left: left.get(lineId) ?? 0 }];
  }
}

/** A lower fee of the rest gives nothing back: the fee comes back with the last pieces. */
function deliveryPart(
  { deliveryFee, deliverySurcharge }: TermedOrder,
  { delivery, groups }: CancelTerms,
  bought: Bought,
): Deduction {
  const goods = groups.flatMap(({ lineId, group }) => {
    const own = bought.get(lineId);
    return own && own.pieces > 0 ? [{ ...own, group }] : [];
  });
  const fee = groupFees(delivery, goods).reduce((sum, each) => sum + each.fee, 0);
  return { kind: "delivery", name: null, amount: Math.max(0, fee - (deliveryFee - deliverySurcharge)) };
}

/** The parts that are new: of what was due before, some is deducted already. They sum to `deducted`. */
function newParts(order: TermedOrder, after: readonly Deduction[], deducted: number): Deduction[] {
  const before = keepOf(order, {});
  let [known, left] = [order.cancelKept, deducted];
  return after.flatMap((part) => {
    const due = before.find(({ kind, name }) => kind === part.kind && name === part.name)?.amount ?? 0;
    const paid = Math.min(due, known);
    known -= paid;
    const amount = Math.min(Math.max(0, part.amount - paid), left);
    left -= amount;
    return amount > 0 ? [{ ...part, amount }] : [];
  });
}
