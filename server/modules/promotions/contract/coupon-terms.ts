/** What a coupon may be, and its terms before it is stored. Pure. */
import { type InputProblem, inputProblem } from "../../../platform/errors.ts";
import type { Currency, Money } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import type { CouponTerms } from "../contract.ts";
import type { NewCoupon } from "./coupon-input.ts";

/** The discount, the minimum and the goods of an input. */
export function termProblems(input: NewCoupon, currency: Currency): InputProblem[] {
  const { discount, minimum = 0, kind, productIds = [], categoryIds = [] } = input;
  const problems: InputProblem[] = [];
  const check = (pointer: string, value: Money, least: number) => {
    if (value.currency !== currency) problems.push(inputProblem(pointer, "CURRENCY", { currency }));
    if (value.amount < least) problems.push(inputProblem(pointer, "MINIMUM", { limit: least }));
  };
  if (discount.type === "fixed") check("/discount/amount", asMoney(discount.amount, currency), 1);
  else if (discount.cap !== undefined) check("/discount/cap", asMoney(discount.cap, currency), 1);
  check("/minimum", asMoney(minimum, currency), 0);
  if (kind === "product") return problems;
  if (productIds.length > 0) problems.push(inputProblem("/productIds", "UNKNOWN_FIELD"));
  if (categoryIds.length > 0) problems.push(inputProblem("/categoryIds", "UNKNOWN_FIELD"));
  return problems;
}

/** The terms of a coupon that is not stored: one that anybody can use now. */
export function draftCoupon(id: string, input: NewCoupon, currency: Currency): CouponTerms {
  const { code = "DRAFT", name, kind, discount, minimum = 0, productIds = [], categoryIds = [] } = input;
  return {
    ...{ id, code: code.toUpperCase(), name, kind, productIds, categoryIds },
    combinable: input.combinable ?? false,
    minimum: asMoney(minimum, currency),
    discount:
      discount.type === "fixed"
        ? { type: "fixed", amount: asMoney(discount.amount, currency) }
        : {
            ...{ type: "percent", percent: discount.percent },
            ...(discount.cap === undefined ? {} : { cap: asMoney(discount.cap, currency) }),
          },
  };
}
