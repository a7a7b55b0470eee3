import { type Static, Type } from "typebox";
import { Closed, Line } from "../../../platform/schema.ts";
import { CouponStatus } from "../contract/coupon-input.ts";
import { Period } from "../contract/period.ts";

/** What is left out stays as it is; null clears a moment. `ended` is final. */
export const PromotionChange = Closed({
  name: Type.Optional(Line(80)),
  status: Type.Optional(CouponStatus),
  period: Type.Optional(Period),
});
export type PromotionChange = Static<typeof PromotionChange>;
