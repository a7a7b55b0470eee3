import { type Static, Type } from "typebox";
import { call, contract } from "../../platform/contract/contract.ts";
import { Money } from "../../platform/money.ts";
import { Closed, Nothing, Nullable, Plain, Timestamp, Uuid } from "../../platform/schema.ts";

/** What a shopper types. Small letters are the same code. */
export const CouponCode = Plain("^[A-Za-z0-9_-]{3,40}$", {
  description: "3–40 letters, digits, - and _; small letters are the same code",
});

/** The coupons of one order. */
export const CouponCodes = Type.Array(CouponCode, { maxItems: 10 });

export const CouponKind = Type.Enum(["product", "cart", "delivery"]);
export type CouponKind = Static<typeof CouponKind>;

export const CouponDiscount = Type.Union([
  Closed({ type: Type.Literal("fixed"), amount: Money }),
  Closed({
    type: Type.Literal("percent"),
    percent: Type.Integer({ minimum: 1, maximum: 100 }),
    cap: Type.Optional(Money),
  }),
]);

/** What a coupon takes off which goods. */
export const CouponTerms = Closed({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  kind: CouponKind,
  discount: CouponDiscount,
  minimum: Money,
  productIds: Type.Array(Uuid),
  categoryIds: Type.Array(Uuid),
});
export type CouponTerms = Static<typeof CouponTerms>;

/** Why a coupon cannot be used at this moment, whatever is in the cart. */
export const unusableReasons = [
  "UNKNOWN",
  "NOT_BEGUN",
  "PAUSED",
  "ENDED",
  "USED_UP",
  "MEMBERS_ONLY",
] as const;
export type UnusableReason = (typeof unusableReasons)[number];

/** Why a coupon does not apply to an order. */
export const CouponRefusalReason = Type.Enum([
  ...unusableReasons,
  "MINIMUM_NOT_MET",
  "NOT_FOR_THESE_GOODS",
  "NO_EFFECT",
]);
export type CouponRefusalReason = Static<typeof CouponRefusalReason>;

/** `coupon`: its code. */
export const CouponRefusal = Closed({ coupon: Type.String(), reason: CouponRefusalReason });
export type CouponRefusal = Static<typeof CouponRefusal>;

const OrderRef = Closed({ orderId: Uuid });
const MemberRef = Closed({ memberId: Uuid });

const ExportedCoupon = Closed({
  code: Type.String(),
  name: Type.String(),
  takenAt: Timestamp,
  used: Type.Integer({ description: "orders of the member that used it" }),
});
export type ExportedCoupon = Static<typeof ExportedCoupon>;

/** What other modules may call. */
export const promotions = contract(
  "promotions",
  {
    /**
     * Returns the coupons of these codes, without repeats: the terms of those that can be used now, and why
     * the others cannot. `memberId`: the member that buys, null for a guest. What an unpaid order of the cart
     * `cartId` holds counts as free: an order of the cart takes its place.
     */
    findCoupons: call({
      input: Closed({ codes: CouponCodes, memberId: Nullable(Uuid), cartId: Uuid }),
      output: Closed({ usable: Type.Array(CouponTerms), refused: Type.Array(CouponRefusal) }),
      retry: "safe",
    }),
    /**
     * Holds one use of each coupon for an order, or of none, until `until`. Asking again with the same order
     * id is the same hold. Throws COUPON_REFUSED.
     */
    reserve: call({
      input: Closed({
        orderId: Uuid,
        cartId: Uuid,
        memberId: Nullable(Uuid),
        couponIds: Type.Array(Uuid, { minItems: 1, maxItems: 10 }),
        until: Timestamp,
      }),
      output: Nothing,
      retry: "safe",
    }),
    /**
     * Extends the hold of an order, and takes back uses that were released. Throws COUPON_REFUSED when a
     * coupon is used up by now, UNKNOWN_HOLD when the order has no uses (any more).
     */
    extend: call({
      input: Closed({ orderId: Uuid, until: Timestamp }),
      output: Nothing,
      retry: "safe",
    }),
    /** The order is paid: its uses stay. Throws as `extend`. */
    commit: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /** The order was not paid and is closed: its held uses are free again. Committed ones stay. */
    release: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /** The paid order was canceled as a whole: its uses are free again, committed or not. */
    giveBack: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /** A page of orders with committed uses, by id: for audits. */
    committedOrders: call({
      input: Closed({ afterId: Uuid, limit: Type.Integer({ minimum: 1, maximum: 1_000 }) }),
      output: Type.Array(OrderRef),
      retry: "safe",
    }),
    /** The member's coupons, for the export of their data. */
    exportOf: call({
      input: MemberRef,
      output: Closed({ coupons: Type.Array(ExportedCoupon), complete: Type.Boolean() }),
      retry: "safe",
    }),
    /** The member left: deletes the member's coupons, and whose the uses were. */
    forgetMember: call({ input: MemberRef, output: Nothing, retry: "safe" }),
  },
  { routes: ["/api/v1/admin/coupons", "/api/v1/me/coupons"] },
);

export type PromotionsError =
  | "NOT_FOUND"
  | "STALE_EDIT"
  | "COUPON_CODE_TAKEN"
  | "COUPON_ENDED"
  | "COUPON_REFUSED"
  | "UNKNOWN_HOLD";
