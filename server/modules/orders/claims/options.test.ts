import { expect, test } from "vitest";
import {
  type ClaimVariant,
  heldOf,
  heldPieces,
  type OptionClaim,
  reservesEarly,
  swapText,
  tooManyHeld,
} from "./options.ts";

const variant = (sku: string): ClaimVariant => ({
  variantId: sku,
  sku,
  name: "컵",
  options: [],
  translations: {},
});
const [red, blue] = [variant("red"), variant("blue")];
const line = { ...red, id: "a", shipped: 3 };
const piece = { lineId: "a", quantity: 1, received: 1, held: null, wanted: null };
const claim = (status: OptionClaim["status"], more: object = {}): OptionClaim => ({
  kind: "exchange",
  status,
  lines: [{ ...piece, ...more }],
});
const counts = (claims: OptionClaim[]) =>
  heldPieces(line, claims).map(({ variant: { sku }, pieces }) => [sku, pieces]);

test("a buyer has what was bought, and another option once its exchange is done", () => {
  expect(counts([])).toEqual([["red", 3]]);
  expect(counts([claim("reshipping", { wanted: blue })])).toEqual([["red", 2]]);
  expect(counts([claim("done", { wanted: blue })])).toEqual([
    ["red", 2],
    ["blue", 1],
  ]);
  expect(counts([claim("done")])).toEqual([["red", 3]]);
  expect(counts([claim("rejected", { wanted: blue })])).toEqual([["red", 3]]);
});

test("another option that goes back is not there any more, and the first option may return", () => {
  const swapped = claim("done", { wanted: blue });
  expect(counts([swapped, claim("requested", { held: blue, received: null })])).toContainEqual(["blue", 0]);
  expect(counts([swapped, claim("done", { held: blue, wanted: red })])).toEqual([
    ["red", 3],
    ["blue", 0],
  ]);
});

test("the pieces of a claim are of one option: the named one, else one with enough pieces", () => {
  const held = heldPieces(line, [claim("done", { wanted: blue })]);
  expect(heldOf(held, { quantity: 1 })?.sku).toBe("red");
  expect(heldOf(held, { quantity: 1, heldVariantId: "blue" })?.sku).toBe("blue");
  expect(heldOf(held, { quantity: 2, heldVariantId: "blue" })).toBeNull();
  expect(heldOf(held, { quantity: 3 })).toBeNull();
  const asked = [{ lineId: "a", quantity: 2, heldVariantId: "blue" }];
  expect(tooManyHeld([line], [claim("done", { wanted: blue })], asked)).toEqual([
    { lineId: "a", requested: 2, left: 1 },
  ]);
});

test("an exchange for another option is said by its SKU, and reserved early", () => {
  const swap = { ...piece, held: blue, wanted: red };
  expect(swapText([piece, swap], [line])).toBe("blue → red");
  expect(swapText([piece], [line])).toBeNull();
  expect([reservesEarly({ lines: [piece] }), reservesEarly({ lines: [piece, swap] })]).toEqual([false, true]);
});
