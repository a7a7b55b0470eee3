import { expect, test } from "vitest";
import type { OwnCoupon } from "./api/types.ts";
import { termsText } from "./coupons.ts";

const won = (amount: number) => ({ amount, currency: "KRW" as const });
const say = (key: string, values: Record<string, string | number>) => `${key} ${Object.values(values)}`;
const text = (discount: OwnCoupon["discount"], minimum = 0) =>
  termsText({ kind: "cart", discount, minimum: won(minimum) }, "ko", say);

test("a coupon is what it takes off, with its cap and its minimum", () => {
  expect(text({ type: "fixed", amount: won(3_000) })).toBe("fixed 3,000원");
  expect(text({ type: "percent", percent: 10 })).toBe("percent 10");
  expect(text({ type: "percent", percent: 10, cap: won(5_000) }, 30_000)).toBe(
    "percent 10, cap 5,000원, minimum 30,000원",
  );
});
