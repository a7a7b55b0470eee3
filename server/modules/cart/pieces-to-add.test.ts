import { expect, test } from "vitest";
import { piecesToAdd } from "./pieces-to-add.ts";

const line = { quantity: 3, variant: { forSale: true }, own: 0, available: 10, isFull: false };

test.each([
  ["all", {}, 3, null],
  ["none that is gone", { variant: undefined }, 0, "NOT_FOR_SALE"],
  ["none that is not for sale", { variant: { forSale: false } }, 0, "NOT_FOR_SALE"],
  ["none that is sold out", { available: 0 }, 0, "SOLD_OUT"],
  ["those that are left", { available: 2 }, 2, "NOT_ENOUGH_STOCK"],
  ["those beside the cart's own", { available: 4, own: 2 }, 2, "NOT_ENOUGH_STOCK"],
  ["none where the cart has them all", { available: 2, own: 2 }, 0, "NOT_ENOUGH_STOCK"],
  ["as many as an order may have", { variant: { forSale: true, maxQuantity: 2 } }, 2, "QUANTITY_LIMIT"],
  ["none below the least", { variant: { forSale: true, minQuantity: 5 } }, 0, "MINIMUM_QUANTITY"],
  ["up to the least with the cart's own", { variant: { forSale: true, minQuantity: 5 }, own: 2 }, 3, null],
  [
    "none where too few are left",
    { variant: { forSale: true, minQuantity: 3 }, available: 2 },
    0,
    "NOT_ENOUGH_STOCK",
  ],
  ["no other line of a full cart", { isFull: true }, 0, "TOO_MANY_LINES"],
] as const)("a cart takes %s", (_, change, pieces, problem) => {
  expect(piecesToAdd({ ...line, ...change })).toEqual({ pieces, problem });
});
