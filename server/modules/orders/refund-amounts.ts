/**
 * How much money and how many points pieces of an order give back when they are canceled. Pure.
 *
 * Of a line that cost L (its total less its part of the discount), piece k of n gives back
 * `floor(L·k/n) − floor(L·(k−1)/n)`, so that the pieces of a line sum to L in whatever groups they are
 * canceled or returned. The last pieces of an order give back all that is left, with the delivery fee, but
 * not the fees of returns. What staff refunded before is not given back again.
 *
 * Money and points come back in the proportion in which they are left, points rounded down. So neither is
 * ever more than what is left of it, and all of both is back with the last pieces.
 */

import { split } from "../../platform/money.ts";

/** A line as it is stored. */
export interface RefundableLine {
  readonly id: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly canceled: number;
  readonly shipped: number;
  /** Pieces that were sent back and refunded. */
  readonly returned: number;
  readonly refunded: number;
}

export interface RefundableOrder {
  /** What money paid. */
  readonly total: number;
  readonly refunded: number;
  /** What was kept from the refunds of returns. */
  readonly returnFees: number;
  readonly pointsSpent: number;
  readonly pointsRefunded: number;
  readonly lines: readonly RefundableLine[];
}

export interface Pieces {
  readonly lineId: string;
  readonly quantity: number;
}

export interface RefundPlan {
  /** Minor units. */
  readonly amount: number;
  readonly points: number;
  /** `amount`: of a line, what it gives back in money and points. */
  readonly lines: readonly (Pieces & { readonly amount: number })[];
  /** Nothing of the order is bought any more. */
  readonly whole: boolean;
}

export const paidFor = ({ quantity, unitPrice, discount }: RefundableLine): number =>
  quantity * unitPrice - discount;

/** Pieces that are neither canceled nor in a parcel. */
export const piecesLeft = ({ quantity, canceled, shipped }: RefundableLine): number =>
  quantity - canceled - shipped;

/** Pieces of all lines that are left. */
export const allLeft = (lines: readonly RefundableLine[]): Pieces[] =>
  lines
    .map((line) => ({ lineId: line.id, quantity: piecesLeft(line) }))
    .filter(({ quantity }) => quantity > 0);

/** Pieces of one line that stand in several entries are judged together. */
export function mergePieces(pieces: readonly Pieces[]): Pieces[] {
  const byLine = new Map<string, number>();
  for (const { lineId, quantity } of pieces) byLine.set(lineId, (byLine.get(lineId) ?? 0) + quantity);
  return [...byLine].map(([lineId, quantity]) => ({ lineId, quantity }));
}

/** The entries that ask for more pieces than are left; a line that the order does not have has none. */
export const tooMany = (lines: readonly RefundableLine[], pieces: readonly Pieces[]) =>
  pieces
    .map(({ lineId, quantity }) => {
      const line = lines.find(({ id }) => id === lineId);
      return { lineId, requested: quantity, left: line ? piecesLeft(line) : 0 };
    })
    .filter(({ requested, left }) => requested > left);

/** The pieces are merged, and none are too many. */
export function planRefund(order: RefundableOrder, pieces: readonly Pieces[]): RefundPlan {
  const canceledNow = new Map(pieces.map(({ lineId, quantity }) => [lineId, quantity]));
  const whole = keepsNothing(order.lines, pieces);
  const rest = restOf(order);
  const lines = order.lines
    .filter(({ id }) => canceledNow.has(id))
    .map((line) => {
      const quantity = canceledNow.get(line.id) ?? 0;
      const unrefunded = paidFor(line) - line.refunded;
      return { lineId: line.id, quantity, amount: Math.min(shareOf(line, quantity), unrefunded, rest) };
    });
  const sum = lines.reduce((total, { amount }) => total + amount, 0);
  const worth = whole ? Math.max(0, rest - order.returnFees) : Math.min(sum, rest);
  return { ...tendersOf(order, worth), lines, whole };
}

/** What is left of an order to be given back, in money and points. */
export const restOf = ({ total, refunded, pointsSpent, pointsRefunded }: RefundableOrder): number =>
  total - refunded + pointsSpent - pointsRefunded;

/** The parts of a refund in money and in points. */
export function tendersOf(order: RefundableOrder, worth: number): { amount: number; points: number } {
  const rest = restOf(order);
  const points = rest === 0 ? 0 : partOf(order.pointsSpent - order.pointsRefunded, worth, rest);
  return { amount: worth - points, points };
}

/** Whether all pieces are canceled or returned when `pieces` are too. */
export function keepsNothing(lines: readonly RefundableLine[], pieces: readonly Pieces[]): boolean {
  const now = new Map(pieces.map(({ lineId, quantity }) => [lineId, quantity]));
  return lines.every(
    ({ id, quantity, canceled, returned }) => canceled + returned + (now.get(id) ?? 0) === quantity,
  );
}

/** `whole · part / all`, rounded down. Products of two amounts can exceed 2^53. */
const partOf = (whole: number, part: number, all: number): number =>
  Number((BigInt(whole) * BigInt(part)) / BigInt(all));

/** What the next `quantity` pieces of a line give back. */
export function shareOf(line: RefundableLine, quantity: number): number {
  const upTo = (pieces: number) => partOf(paidFor(line), pieces, line.quantity);
  const before = line.canceled + line.returned;
  return upTo(before + quantity) - upTo(before);
}

export interface PartOfLine {
  readonly lineId: string;
  readonly amount: number;
}

/** What staff give money back for: so much of a line, or pieces of it. */
export type NamedPart = PartOfLine | Pieces;

export const namedPieces = (named: readonly NamedPart[]): Pieces[] =>
  mergePieces(named.flatMap((part) => ("quantity" in part ? [part] : [])));

/**
 * Which part of an amount is for which line, each line once. Pieces get what they cost and is left of their
 * line, or less where the amount is less.
 */
export function partsOfAmount(
  lines: readonly RefundableLine[],
  amount: number,
  named: readonly NamedPart[],
): PartOfLine[] {
  const said = named.flatMap((part) => ("amount" in part ? [part] : []));
  const pieces = namedPieces(named);
  const costs = pieces.map(({ lineId, quantity }) => {
    const line = lines.find(({ id }) => id === lineId);
    return line ? Math.min(partOf(paidFor(line), quantity, line.quantity), paidFor(line) - line.refunded) : 0;
  });
  const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, each) => sum + each, 0);
  const rest = Math.max(0, amount - sumOf(said.map((part) => part.amount)));
  const parts = sumOf(costs) <= rest ? costs : split(rest, costs);
  const byLine = new Map<string, number>();
  const add = (lineId: string, part: number) => byLine.set(lineId, (byLine.get(lineId) ?? 0) + part);
  for (const part of said) add(part.lineId, part.amount);
  for (const [at, { lineId }] of pieces.entries()) add(lineId, parts[at] ?? 0);
  return [...byLine].map(([lineId, part]) => ({ lineId, amount: part })).filter((part) => part.amount > 0);
}
