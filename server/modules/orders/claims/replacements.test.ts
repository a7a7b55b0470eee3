import fc from "fast-check";
import { expect, test } from "vitest";
import type { ClaimVariant } from "./options.ts";
import { boughtBack, replacementsBack, sentOf } from "./replacements.ts";

const variant = (sku: string): ClaimVariant => ({
  variantId: sku,
  sku,
  name: "컵",
  options: [],
  translations: {},
});
const [red, blue] = [variant("red"), variant("blue")];
const line = (canceled = 0) => ({ ...red, id: "a", quantity: 2, canceled });
const plain = { quantity: 2, received: 2, resellable: 0, held: null, wanted: null };
const exchange = (id: string, received: number, at: string, more: Partial<typeof plain> | object = {}) => ({
  ...({ id, holdId: null, kind: "exchange", status: "done" } as const),
  lines: [{ ...plain, lineId: "a", received, ...more }],
  steps: [{ type: "claim_done", at: `2026-12-0${at}T00:00:00.000Z` }],
});
/** A return of which so many pieces can be sold again. */
const returned = (resellable: number, held: ClaimVariant | null = null) => ({
  ...({ id: "r", holdId: null, kind: "return", status: "refunded" } as const),
  lines: [{ ...plain, lineId: "a", received: resellable, resellable, held }],
  steps: [],
});

test("what is back within the pieces that were bought is no replacement", () => {
  const claims = [exchange("x", 2, "1"), returned(2)];
  expect(replacementsBack([line()], claims)).toEqual([]);
  expect(boughtBack([line()], claims)).toEqual([{ variantId: "red", bought: 2, kept: 0 }]);
});

test("the exchange that was done first has its replacements back first", () => {
  const claims = [exchange("x", 1, "2"), exchange("y", 2, "1"), returned(4)];
  expect(replacementsBack([line()], claims)).toEqual([
    { holdId: "y", pieces: [{ variantId: "red", bought: 2, kept: 0 }] },
  ]);
  expect(replacementsBack([line(1)], claims)).toHaveLength(2);
});

test("another variant that comes back is a replacement, however little of the bought one is back", () => {
  const swap = exchange("x", 1, "1", { quantity: 1, wanted: blue });
  const claims = [{ ...swap, holdId: "hold" }, returned(1, blue)];
  expect(boughtBack([line()], claims)).toEqual([{ variantId: "red", bought: 2, kept: 2 }]);
  expect(replacementsBack([line()], claims)).toEqual([
    { holdId: "hold", pieces: [{ variantId: "blue", bought: 1, kept: 0 }] },
  ]);
});

test("a replacement of a replacement comes back to the exchange that sent it", () => {
  const first = exchange("x", 1, "1", { quantity: 1, resellable: 1, wanted: blue });
  const second = exchange("y", 1, "2", { quantity: 1, resellable: 1, held: blue });
  expect(replacementsBack([line()], [first, second])).toEqual([
    { holdId: "x", pieces: [{ variantId: "blue", bought: 1, kept: 0 }] },
  ]);
  expect(boughtBack([line()], [first, second])).toMatchObject([{ kept: 1 }]);
});

test("of another variant all pieces were reserved, of the same one those that came back", () => {
  expect(sentOf([line()], exchange("x", 1, "1", { wanted: blue }))).toEqual([
    { variantId: "blue", bought: 2, kept: 1 },
  ]);
  expect(sentOf([line()], exchange("x", 1, "1"))).toEqual([{ variantId: "red", bought: 1, kept: 1 }]);
});

test("no exchange has fewer back when more comes back, is canceled or is exchanged", () => {
  const backOf = (resellable: number, canceled: number, claims: ReturnType<typeof exchange>[]) =>
    new Map(
      replacementsBack([line(canceled)], [...claims, returned(resellable)]).map(({ holdId, pieces }) => [
        holdId,
        pieces.reduce((sum, { bought, kept }) => sum + bought - kept, 0),
      ]),
    );
  const count = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(count, { maxLength: 5 }), count, count, count, (sent, restocked, more, canceled) => {
      const claims = sent.map((received, at) => exchange(`x${at}`, received, String(at + 1)));
      const before = backOf(restocked, 0, claims.slice(0, -1));
      const after = backOf(restocked + more, Math.min(canceled, 2), claims);
      for (const [id, back] of before) expect(after.get(id) ?? 0).toBeGreaterThanOrEqual(back);
    }),
  );
});
