import { expect, it } from "vitest";
import { cartLinesOf, newPromotionOf, tiersOf } from "./promotion-fields.ts";

function formOf(fields: Record<string, string>): FormData {
  const values = new FormData();
  for (const [name, value] of Object.entries(fields)) values.set(name, value);
  return values;
}

it("sends what is free of so many pieces, for all goods or some categories", () => {
  const fields = { promotionName: " 2+1 ", type: "buy_get", buy: "2", get: "1", percent: "100" };
  const period = { startsAt: null, endsAt: null };
  const effect = { type: "buy_get", buy: 2, get: 1, percent: 100 };
  expect(newPromotionOf(formOf(fields), "KRW")).toEqual({ request: { name: "2+1", effect, period } });
  expect(newPromotionOf(formOf({ ...fields, category: "id" }), "KRW")).toMatchObject({
    request: { categoryIds: ["id"] },
  });
  const several = formOf(fields);
  for (const id of ["one", "two"]) several.append("category", id);
  expect(newPromotionOf(several, "KRW")).toMatchObject({ request: { categoryIds: ["one", "two"] } });
  expect(newPromotionOf(formOf({ ...fields, promotionName: "", buy: "0", percent: "101" }), "KRW")).toEqual({
    wrong: ["promotionName", "buy", "percent"],
  });
});

it("reads tiers as staff write them, and only those that rise", () => {
  expect(tiersOf("30,000: 3000\n50000 : 10%\n", "amount", "KRW")).toEqual([
    { from: 30_000, discount: { type: "fixed", amount: 3_000 } },
    { from: 50_000, discount: { type: "percent", percent: 10 } },
  ]);
  expect(tiersOf("3: 10%", "quantity", "KRW")).toEqual([
    { from: 3, discount: { type: "percent", percent: 10 } },
  ]);
  const none = ["", "30000", "30000: 0", "30000: 101%", "2: 1\n2: 2", "1: 2: 3"];
  expect(none.map((text) => tiersOf(text, "amount", "KRW"))).toEqual(none.map(() => null));
  expect(newPromotionOf(formOf({ promotionName: "a", type: "amount", tiers: "x" }), "KRW")).toEqual({
    wrong: ["tiers"],
  });
});

it("reads the goods of a cart", () => {
  expect(cartLinesOf("MUG-1 3\nCUP.2\n")).toEqual([
    { sku: "MUG-1", quantity: 3 },
    { sku: "CUP.2", quantity: 1 },
  ]);
  expect([cartLinesOf(""), cartLinesOf("MUG-1 0"), cartLinesOf("MUG 1 x")]).toEqual([null, null, null]);
});
