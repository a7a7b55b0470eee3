/** The schemas of the module's responses. */
import { Type } from "typebox";
import { Closed, Nullable, Timestamp } from "../../platform/schema.ts";
import { CouponStatus } from "./contract/coupon-input.ts";
import { CouponPeriod, CouponTerms } from "./contract.ts";

export const StaffCoupon = Closed({
  ...CouponTerms.properties,
  period: CouponPeriod,
  limits: Closed({ total: Nullable(Type.Integer()), perMember: Nullable(Type.Integer()) }),
  downloadable: Type.Boolean(),
  status: CouponStatus,
  used: Type.Integer({ description: "orders that are paid, or may still be" }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  etag: Type.String({ description: "for If-Match" }),
});
