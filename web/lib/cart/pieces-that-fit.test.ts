import { expect, it } from "vitest";
import type { CartItem } from "../api/types.ts";
import { piecesThatFit } from "./pieces-that-fit.ts";

it.each<[NonNullable<CartItem["problem"]>, number]>([
  ["NOT_ENOUGH_STOCK", 10],
  ["MINIMUM_QUANTITY", 4],
  ["QUANTITY_LIMIT", 6],
  ["SOLD_OUT", 0],
  ["NOT_FOR_SALE", 0],
])("a line that is blocked by %s is kept with %i pieces", (problem, pieces) => {
  expect(piecesThatFit({ problem, available: 10, minQuantity: 4, maxQuantity: 6 })).toBe(pieces);
});
