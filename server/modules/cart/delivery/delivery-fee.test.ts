import fc from "fast-check";
import { expect, test } from "vitest";
import type { DeliveryRules } from "../contract/delivery-rules.ts";
import { deliveryFee, freeDeliveryRemaining, groupProblems, regionProblems } from "./delivery-fee.ts";

const conditional: DeliveryRules["base"] = { type: "conditional", fee: 3_000, freeFrom: 50_000 };
const rules = (base: DeliveryRules["base"], regions: DeliveryRules["regions"] = []) => ({ base, regions });
const region = (ko: string, surcharge: number, ...ranges: [from: string, to: string][]) => ({
  name: { ko, en: null },
  surcharge,
  ranges: ranges.map(([from, to]) => ({ from, to })),
});
const islands = [
  region("J", 3_000, ["63000", "63644"]),
  region("U", 5_000, ["40200", "40240"], ["23100", "23100"]),
];

test.each([
  [0, 0, null],
  [1, 3_000, 49_999],
  [49_999, 3_000, 1],
  [50_000, 0, null],
  [1_000_000, 0, null],
])("goods of %d won: fee %d, %s more until delivery is free", (amount, fee, remaining) => {
  expect(deliveryFee(rules(conditional), [{ amount, pieces: 1 }], null).base).toBe(fee);
  expect(freeDeliveryRemaining(rules(conditional), amount)).toBe(remaining);
});

test("free and fixed fees have no threshold, and a fee per quantity counts each group that is begun", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1, max: 999 }), (amount, pieces) => {
      const feeOf = (base: DeliveryRules["base"]) =>
        deliveryFee(rules(base), [{ amount, pieces }], null).base;
      expect(feeOf({ type: "free" })).toBe(0);
      expect(feeOf({ type: "fixed", fee: 2_500 })).toBe(2_500);
      expect(feeOf({ type: "per_quantity", fee: 2_500, pieces: 3 })).toBe(2_500 * Math.ceil(pieces / 3));
      expect(freeDeliveryRemaining(rules({ type: "fixed", fee: 2_500 }), amount)).toBeNull();
    }),
  );
});

test("buying exactly what remains makes delivery free, and one less does not", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 49_999 }), (goods) => {
      const remaining = freeDeliveryRemaining(rules(conditional), goods) ?? 0;
      const feeOf = (amount: number) => deliveryFee(rules(conditional), [{ amount, pieces: 1 }], null).base;
      expect([feeOf(goods + remaining), feeOf(goods + remaining - 1)]).toEqual([0, 3_000]);
    }),
  );
});

test.each([
  ["62999", null],
  ["63000", 3_000],
  ["63644", 3_000],
  ["63645", null],
  ["40240", 5_000],
  ["23100", 5_000],
  ["04524", null],
])("the surcharge of %s is %s, also where delivery is free", (postcode, amount) => {
  const goods = { amount: 90_000, pieces: 1 };
  const fee = deliveryFee(rules(conditional, islands), [goods], postcode);
  expect([fee.base, fee.surcharge?.amount ?? null]).toEqual([0, amount]);
  expect(deliveryFee(rules(conditional, islands), [{ amount: 0, pieces: 0 }], postcode).surcharge).toBeNull();
});

test("a range that ends before it begins is refused, and a postcode of two ranges", () => {
  expect(regionProblems(rules(conditional, islands))).toEqual([]);
  const wrong = [
    region("A", 1_000, ["63000", "63644"], ["50000", "49999"]),
    region("B", 1_000, ["63644", "63700"]),
  ];
  expect(regionProblems(rules(conditional, wrong))).toEqual([
    { pointer: "/regions/0/ranges/1/to", code: "MINIMUM", values: { limit: "50000" } },
    { pointer: "/regions/1/ranges/0", code: "DUPLICATE", values: {} },
  ]);
});

const grouped = (combine: "sum" | "highest"): DeliveryRules => ({
  ...rules(conditional, islands),
  combine,
  groups: [
    { code: "fresh", name: { ko: "냉장", en: null }, base: { type: "fixed", fee: 4_000 } },
    { code: "large", name: { ko: "가구", en: null }, base: { type: "per_quantity", fee: 30_000, pieces: 1 } },
  ],
});
const parcels = [
  { amount: 10_000, pieces: 1 },
  { amount: 20_000, pieces: 2, group: "large" },
  { amount: 50_000, pieces: 3, group: "fresh" },
  { amount: 5_000, pieces: 1, group: "gone" },
];
const feesOf = (combine: "sum" | "highest", goods = parcels) => {
  const { base, groups } = deliveryFee(grouped(combine), goods, null);
  return { base, groups: groups.map(({ name, fee }) => [name?.ko ?? null, fee]) };
};

test("each group has its own fee; a code that the rules do not have is in none", () => {
  expect(feesOf("sum")).toEqual({
    base: 67_000,
    groups: [
      [null, 3_000],
      ["냉장", 4_000],
      ["가구", 60_000],
    ],
  });
});

test("of groups that go together the highest fee is paid, once", () => {
  expect(feesOf("highest")).toEqual({
    base: 60_000,
    groups: [
      [null, 0],
      ["냉장", 0],
      ["가구", 60_000],
    ],
  });
});

test("groups do not help each other to free delivery, and the surcharge is paid once", () => {
  const goods = [
    { amount: 49_999, pieces: 1 },
    { amount: 49_999, pieces: 1, group: "fresh" },
  ];
  expect(feesOf("sum", goods).base).toBe(7_000);
  expect(deliveryFee(grouped("sum"), goods, "63100").surcharge?.amount).toBe(3_000);
});

test("the parts of the groups sum to the fee, which no order of the goods changes", () => {
  const group = fc.constantFrom(null, "fresh", "large", "gone");
  const goods = fc.record({ amount: fc.nat(60_000), pieces: fc.integer({ min: 1, max: 9 }), group });
  fc.assert(
    fc.property(fc.array(goods, { maxLength: 6 }), fc.constantFrom("sum", "highest"), (all, combine) => {
      const { base, groups } = deliveryFee(grouped(combine), all, null);
      expect(groups.reduce((sum, { fee }) => sum + fee, 0)).toBe(base);
      expect(deliveryFee(grouped(combine), all.toReversed(), null).base).toBe(base);
      expect(base).toBeLessThanOrEqual(deliveryFee(grouped("sum"), all, null).base);
    }),
  );
});

test("two groups of one code are refused", () => {
  const [fresh, large] = grouped("sum").groups ?? [];
  if (!fresh || !large) throw new Error("there are two groups");
  expect(groupProblems({ ...grouped("sum"), groups: [fresh, large, { ...large, code: "fresh" }] })).toEqual([
    { pointer: "/groups/2/code", code: "DUPLICATE", values: {} },
  ]);
});
