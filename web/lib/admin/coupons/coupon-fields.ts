/** What the form of a new coupon holds, and what of it is sent. Pure. */
import type { Currency, NewCouponRequest } from "../../api/types.ts";
import { amountOf, countOf } from "../products/amounts.ts";
import { tidyLine } from "../products/options.ts";
import { momentOf } from "../products/shop-time.ts";

/** The form's fields by the API's names. */
export const couponPlaces = {
  name: "couponName",
  code: "code",
  "discount/amount": "value",
  "discount/percent": "value",
  discount: "value",
  "discount/cap": "cap",
  minimum: "minimum",
  "limits/total": "total",
  "limits/perMember": "perMember",
  "period/startsAt": "startsAt",
  "period/endsAt": "endsAt",
} as const;
export type CouponPlace = (typeof couponPlaces)[keyof typeof couponPlaces];

type CouponInput = { request: NewCouponRequest } | { wrong: CouponPlace[] };

/** @returns the request, or the fields that are empty or no number */
export function newCouponOf(values: FormData, currency: Currency): CouponInput {
  const text = (name: string) => String(values.get(name) ?? "").trim();
  const wrong: CouponPlace[] = [];
  const number = (name: CouponPlace, read: (typed: string) => number | null): number | undefined => {
    const typed = text(name);
    if (typed === "") return undefined;
    const found = read(typed);
    if (found === null) wrong.push(name);
    return found ?? undefined;
  };
  const amount = (typed: string) => amountOf(typed, currency);
  const isPercent = text("discountType") === "percent";
  const name = tidyLine(text("couponName"));
  const value = number("value", isPercent ? countOf : amount);
  const cap = isPercent ? number("cap", amount) : undefined;
  const minimum = number("minimum", amount);
  const total = number("total", countOf);
  const perMember = number("perMember", countOf);
  if (name === "") wrong.unshift("couponName");
  if (value === undefined && !wrong.includes("value")) wrong.push("value");
  if (wrong.length > 0 || value === undefined) return { wrong };
  return {
    request: {
      name,
      ...(text("code") && { code: text("code") }),
      kind: kindOf(text("kind")),
      discount: isPercent
        ? { type: "percent", percent: value, ...(cap !== undefined && { cap }) }
        : { type: "fixed", amount: value },
      ...(minimum !== undefined && { minimum }),
      period: { startsAt: momentOf(text("startsAt")), endsAt: momentOf(text("endsAt")) },
      limits: { ...(total !== undefined && { total }), ...(perMember !== undefined && { perMember }) },
      downloadable: values.get("downloadable") !== null,
      combinable: values.get("combinable") !== null,
    },
  };
}

const kindOf = (text: string): NewCouponRequest["kind"] =>
  text === "product" || text === "delivery" ? text : "cart";
