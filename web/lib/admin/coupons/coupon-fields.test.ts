import { expect, test } from "vitest";
import { newCouponOf } from "./coupon-fields.ts";

function typed(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

test("a percentage with all its limits", () => {
  const form = typed({
    ...{ couponName: " 봄맞이 ", code: "SPRING", kind: "cart", discountType: "percent", value: "10" },
    ...{ cap: "5,000", minimum: "30 000", total: "1,000", perMember: "1", endsAt: "2026-12-31T00:00" },
    ...{ downloadable: "on", combinable: "on" },
  });
  expect(newCouponOf(form, "KRW")).toEqual({
    request: {
      name: "봄맞이",
      code: "SPRING",
      kind: "cart",
      discount: { type: "percent", percent: 10, cap: 5_000 },
      minimum: 30_000,
      period: { startsAt: null, endsAt: "2026-12-30T15:00:00.000Z" },
      limits: { total: 1_000, perMember: 1 },
      downloadable: true,
      combinable: true,
    },
  });
});

test("an amount alone; a cap is none of it", () => {
  const form = typed({
    couponName: "할인",
    kind: "delivery",
    discountType: "fixed",
    value: "3000",
    cap: "9",
  });
  expect(newCouponOf(form, "KRW")).toEqual({
    request: {
      name: "할인",
      kind: "delivery",
      discount: { type: "fixed", amount: 3_000 },
      period: { startsAt: null, endsAt: null },
      limits: {},
      downloadable: false,
      combinable: false,
    },
  });
});

test("what is missing or no number is named", () => {
  expect(newCouponOf(typed({}), "KRW")).toEqual({ wrong: ["couponName", "value"] });
  const form = typed({ couponName: "할인", value: "싸게", minimum: "?", total: "-1", perMember: "x" });
  expect(newCouponOf(form, "KRW")).toEqual({ wrong: ["value", "minimum", "total", "perMember"] });
});
