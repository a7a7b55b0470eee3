/** The schemas of the module's responses. */
import { Type } from "typebox";
import { Closed, Nullable, Timestamp, Uuid } from "../../platform/schema.ts";
import { CouponStatus } from "./contract/coupon-input.ts";
import { CouponTerms } from "./contract.ts";
import { ownStates } from "./coupon-rules.ts";

const Period = Closed({ startsAt: Nullable(Timestamp), endsAt: Nullable(Timestamp) });

export const StaffCoupon = Closed({
  ...CouponTerms.properties,
  period: Period,
  limits: Closed({ total: Nullable(Type.Integer()), perMember: Nullable(Type.Integer()) }),
  downloadable: Type.Boolean(),
  status: CouponStatus,
  used: Type.Integer({ description: "orders that are paid, or may still be" }),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  etag: Type.String({ description: "for If-Match" }),
});

const { kind, discount, minimum } = CouponTerms.properties;

export const OwnCoupon = Closed({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  kind,
  discount,
  minimum,
  forSomeGoods: Type.Boolean({ description: "it applies to some goods alone" }),
  period: Period,
  state: Type.Enum([...ownStates], { description: "waiting: it has not begun, or is paused" }),
  used: Type.Integer({ description: "the member's orders that are paid, or may still be" }),
  perMember: Nullable(Type.Integer({ description: "how often one member may use it; null: any number" })),
  takenAt: Timestamp,
});
