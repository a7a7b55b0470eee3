/** Which pieces of an order a buyer chooses to cancel. Pure. */
import type { FullOrderItem, LinePieces } from "../api/types.ts";

/** Only another reason than these needs words. */
export const cancelReasons = ["changed", "reorder", "late", "other"] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** Pieces by the id of their line. */
export type CancelChoice = Readonly<Record<string, number>>;

export const piecesLeft = ({ quantity, canceled, shipped }: FullOrderItem): number =>
  quantity - canceled - shipped;

/** Everything that is left is chosen first: most buyers cancel the whole order. */
export const everythingLeft = (items: readonly FullOrderItem[]): CancelChoice =>
  Object.fromEntries(items.map((item) => [item.id, piecesLeft(item)]));

export const linesOf = (choice: CancelChoice): LinePieces[] =>
  Object.entries(choice)
    .filter(([, quantity]) => quantity > 0)
    .map(([lineId, quantity]) => ({ lineId, quantity }));
