/** How many points an order can spend, and how little a payment can be. Pure. */
import type { PointRefusalReason } from "../promotions/contract.ts";

/** Settings of the shop; points and minor units of its currency. */
export interface SpendingRule {
  /** An order spends so many points at least, if any. */
  readonly minimum: number;
  /** It spends a multiple of this. */
  readonly unit: number;
  /** A payment of less is refused by providers. */
  readonly leastPayment: number;
}

interface Wallet {
  readonly isMember: boolean;
  readonly available: number;
}

interface PointSpending {
  readonly spent: number;
  /** As many as this order can spend. */
  readonly most: number;
  /** Null: what was asked for is spent. */
  readonly refused: PointRefusalReason | null;
}

/** `total`: what the order costs before points. Points that are refused are not spent at all. */
export function spendPoints(
  asked: number,
  total: number,
  { isMember, available }: Wallet,
  rule: SpendingRule,
): PointSpending {
  const most = isMember ? mostOf(Math.min(available, total), total, rule) : 0;
  if (asked === 0) return { spent: 0, most, refused: null };
  const refused = refusalOf(asked, total, { isMember, available }, rule);
  return { spent: refused === null ? asked : 0, most, refused };
}

/** The rest is either nothing, or enough for a payment. */
function mostOf(limit: number, total: number, { minimum, unit, leastPayment }: SpendingRule): number {
  const whole = (points: number) => Math.floor(Math.max(0, points) / unit) * unit;
  const most = whole(limit);
  const payable = isPayable(total - most, leastPayment) ? most : whole(Math.min(limit, total - leastPayment));
  return payable < minimum ? 0 : payable;
}

function refusalOf(
  asked: number,
  total: number,
  { isMember, available }: Wallet,
  { minimum, unit }: SpendingRule,
): PointRefusalReason | null {
  if (!isMember) return "MEMBERS_ONLY";
  if (asked > available) return "NOT_ENOUGH";
  if (asked > total) return "MORE_THAN_TOTAL";
  if (asked < minimum) return "TOO_FEW";
  return asked % unit === 0 ? null : "WRONG_UNIT";
}

/** Nothing needs no payment; anything else must be as much as a provider takes. */
export const isPayable = (amount: number, leastPayment: number): boolean =>
  amount === 0 || amount >= leastPayment;
