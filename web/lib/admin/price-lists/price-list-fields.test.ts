import { expect, test } from "vitest";
import type { ListedPrice, PriceList } from "../../api/types.ts";
import { fieldsOf, newPriceListOf, priceListEditOf, typedPrices } from "./price-list-fields.ts";

const stored: PriceList = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  name: "대량 구매",
  memberGroup: null,
  startsAt: "2026-12-01T00:00:30.000Z",
  endsAt: null,
  active: true,
  applies: false,
  priceCount: 1,
  createdAt: "2026-11-20T02:10:00.000Z",
  updatedAt: "2026-11-20T02:12:00.000Z",
  etag: '"1"',
};

test("an edit sends what was changed, and leaves the seconds of a moment that was not", () => {
  expect(priceListEditOf(stored, fieldsOf(stored))).toEqual({});
  const typed = {
    ...fieldsOf(stored),
    name: " 도매  ",
    memberGroup: "wholesale",
    endsAt: "2026-12-31T23:59",
  };
  expect(priceListEditOf(stored, typed)).toEqual({
    name: "도매",
    memberGroup: "wholesale",
    endsAt: "2026-12-31T14:59:00.000Z",
  });
});

test("empty moments and groups are none", () => {
  const fields = { name: "x", memberGroup: "", startsAt: "", endsAt: "", active: false };
  expect(newPriceListOf(fields)).toEqual({
    name: "x",
    memberGroup: null,
    startsAt: null,
    endsAt: null,
    active: false,
  });
});

test("of the typed prices those are sent that differ, and rows without an amount are named", () => {
  const row = (minQuantity: number): ListedPrice => ({
    sku: "MUG",
    minQuantity,
    price: { amount: 1_000, currency: "KRW" },
    variant: null,
  });
  const typed = new Map([
    ["MUG 1", "1,000"],
    ["MUG 10", "９００"],
    ["MUG 20", "free"],
  ]);
  expect(typedPrices([row(1), row(10), row(20), row(30)], typed)).toEqual({
    prices: [{ sku: "MUG", minQuantity: 10, price: 900 }],
    wrong: ["MUG 20"],
  });
});
