import { type Static, Type } from "typebox";
import { StaffInCall } from "../../platform/audit-log/staff-in-calls.ts";
import { call, contract } from "../../platform/contract/contract.ts";
import { MAX_AMOUNT, Money } from "../../platform/money.ts";
import { Closed, Nothing, Nullable, Plain, Timestamp, Uuid } from "../../platform/schema.ts";
import { PromotionTerms } from "./contract/promotion.ts";

/** What a shopper types. Small letters are the same code. */
export const CouponCode = Plain("^[A-Za-z0-9_-]{3,40}$", {
  description: "3–40 letters, digits, - and _; small letters are the same code",
});

/** The coupons of one order. */
export const CouponCodes = Type.Array(CouponCode, {
  maxItems: 10,
  description:
    "one of the cart, one of delivery, and one for each line; more of them if all are `combinable`. Of two " +
    "that do not go together the later one is refused: NOT_COMBINABLE",
});

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
  combinable: Type.Boolean({ description: "it goes together with others of its kind that are combinable" }),
});
export type CouponTerms = Static<typeof CouponTerms>;

export const CouponPeriod = Closed({ startsAt: Nullable(Timestamp), endsAt: Nullable(Timestamp) });

const { id, code, name, kind, discount, minimum, combinable } = CouponTerms.properties;
/** A coupon as members see it. */
export const OfferedCoupon = Closed({
  ...{ id, code, name, kind, discount, minimum, combinable },
  forSomeGoods: Type.Boolean({ description: "it applies to some goods alone" }),
  period: CouponPeriod,
  perMember: Nullable(Type.Integer({ description: "how often one member may use it; null: any number" })),
});

/** How the owner of a coupon sees it. `waiting`: not begun, or paused. */
const ownStates = ["usable", "waiting", "used", "expired"] as const;
export type OwnState = (typeof ownStates)[number];

/** A coupon that a member has. */
export const OwnCoupon = Closed({
  ...OfferedCoupon.properties,
  state: Type.Enum([...ownStates], { description: "waiting: it has not begun, or is paused" }),
  used: Type.Integer({ description: "the member's orders that are paid, or may still be" }),
  takenAt: Timestamp,
});

/** `ownId`: by which a member's coupons are ordered. */
const HeldCoupon = Closed({ ownId: Uuid, coupon: OwnCoupon });
export type HeldCoupon = Static<typeof HeldCoupon>;

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
  "NOT_COMBINABLE",
]);
export type CouponRefusalReason = Static<typeof CouponRefusalReason>;

/** `coupon`: its code. */
export const CouponRefusal = Closed({ coupon: Type.String(), reason: CouponRefusalReason });
export type CouponRefusal = Static<typeof CouponRefusal>;

/** Points of one order. One point is worth one minor unit of the shop's currency. */
export const Points = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT });

/** Why points cannot be spent on an order. */
export const PointRefusalReason = Type.Enum([
  "MEMBERS_ONLY",
  "NOT_ENOUGH",
  "MORE_THAN_TOTAL",
  "TOO_FEW",
  "WRONG_UNIT",
]);
export type PointRefusalReason = Static<typeof PointRefusalReason>;

/** `restored`: an order that had spent points was canceled. `clawed_back`: its money was given back. */
const pointKinds = ["earned", "clawed_back", "spent", "restored", "granted", "expired"] as const;
export type PointKind = (typeof pointKinds)[number];

/** An entry of a member's ledger of points. */
export const PointEntry = Closed({
  id: Uuid,
  kind: Type.Enum([...pointKinds]),
  amount: Type.Integer({ description: "below 0: points that left" }),
  orderId: Nullable(Uuid),
  reason: Nullable(Type.String({ description: "of staff" })),
  at: Timestamp,
});
export type PointEntry = Static<typeof PointEntry>;

/** A member's points. */
export const PointBalance = Closed({
  balance: Type.Integer({ description: "the sum of the ledger; below 0: earned points pay the debt first" }),
  available: Type.Integer({ description: "what an order can spend" }),
  held: Type.Integer({ description: "of orders that wait for their payment" }),
  expiringSoon: Closed({
    points: Type.Integer({ description: "that expire within 30 days" }),
    first: Nullable({ ...Timestamp, description: "when the first of them expire" }),
  }),
});
export type PointBalance = Static<typeof PointBalance>;

const ShopDay = Type.String({ format: "date", description: "of the shop: 2026-11-29" });

export const ExpiringPoints = Closed({ memberId: Uuid, day: ShopDay, points: Points });
export type ExpiringPoints = Static<typeof ExpiringPoints>;

/** Whole points that staff give, or take when it is below 0. */
export const GrantedPoints = Type.Integer({ minimum: -100_000_000, maximum: 100_000_000 });

const OrderRef = Closed({ orderId: Uuid });
const AttemptNumber = Type.Optional(Type.Integer({ minimum: 1 }));
const MemberRef = Closed({ memberId: Uuid });
const Page = Closed({ afterId: Uuid, limit: Type.Integer({ minimum: 1, maximum: 1_000 }) });

/** A coupon that staff give to members. */
const GivenCoupon = Closed({
  couponId: Uuid,
  memberIds: Type.Array(Uuid, { minItems: 1, maxItems: 100 }),
  by: StaffInCall,
});
export type GivenCoupon = Static<typeof GivenCoupon>;

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
     * `cartId` holds counts as free: an order of the cart takes its place. Codes that no coupon has are
     * counted for the shopper and for `network`; after too many it throws TOO_MANY_REQUESTS, unless all are
     * `known`: those that the cart was quoted with before.
     */
    findCoupons: call({
      input: Closed({
        codes: CouponCodes,
        memberId: Nullable(Uuid),
        cartId: Uuid,
        network: Type.Optional(Nullable(Type.String({ maxLength: 100 }))),
        known: Type.Optional(Type.Array(Type.String(), { maxItems: 20 })),
      }),
      output: Closed({ usable: Type.Array(CouponTerms), refused: Type.Array(CouponRefusal) }),
      retry: "safe",
    }),
    /**
     * Returns what members can still spend of points that expire from one day to another, by the day, in the
     * order of members. `memberId`: of this one alone.
     */
    expiringPoints: call({
      input: Closed({
        from: ShopDay,
        to: ShopDay,
        memberId: Nullable(Uuid),
        afterId: Uuid,
        limit: Type.Integer({ minimum: 1, maximum: 1_000 }),
      }),
      output: Type.Array(ExpiringPoints),
      retry: "safe",
    }),
    /** Returns the terms of all automatic promotions that count now, or will. */
    findPromotions: call({ input: Closed({}), output: Type.Array(PromotionTerms), retry: "safe" }),
    /** Returns what the member can spend. What an unpaid order of the cart `cartId` holds counts as free. */
    findPoints: call({
      input: Closed({ memberId: Uuid, cartId: Uuid }),
      output: Closed({ available: Type.Integer({ minimum: 0 }) }),
      retry: "safe",
    }),
    /**
     * Holds one use of each coupon and the points for an order, or nothing of it, until `until`. Asking again
     * with the same order id is the same hold. Throws COUPON_REFUSED, POINTS_REFUSED.
     */
    reserve: call({
      input: Closed({
        orderId: Uuid,
        cartId: Uuid,
        memberId: Nullable(Uuid),
        couponIds: Type.Array(Uuid, { maxItems: 10 }),
        points: Type.Optional(Points),
        until: Timestamp,
      }),
      output: Nothing,
      retry: "safe",
    }),
    /**
     * Extends the hold of an order, and takes back what was released. `attempt`: the number of the payment
     * attempt that needs it; a release for an earlier one does nothing from then on. Throws COUPON_REFUSED
     * when a coupon is used up by now, POINTS_REFUSED when the points are spent, UNKNOWN_HOLD when the order
     * has neither.
     */
    extend: call({
      input: Closed({ orderId: Uuid, until: Timestamp, attempt: AttemptNumber }),
      output: Nothing,
      retry: "safe",
    }),
    /** The order is paid: its uses stay, its points are spent. Throws as `extend`. */
    commit: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /**
     * The order was not paid and is closed: what it holds is free again. What is committed stays. `attempt`:
     * this payment attempt was declined, and the order is open: what a later attempt needs stays held.
     */
    release: call({
      input: Closed({ orderId: Uuid, attempt: AttemptNumber }),
      output: Nothing,
      retry: "safe",
    }),
    /** The paid order was canceled as a whole: its uses of coupons are free again, committed or not. */
    giveBack: call({ input: OrderRef, output: Nothing, retry: "safe" }),
    /** A page of orders with committed uses, by id: for audits. */
    committedOrders: call({ input: Page, output: Type.Array(OrderRef), retry: "safe" }),
    /** A page of orders that have spent points, by id: for audits. */
    spentPoints: call({
      input: Page,
      output: Type.Array(Closed({ orderId: Uuid, spent: Type.Integer(), restored: Type.Integer() })),
      retry: "safe",
    }),
    /** What these orders have earned, less what was taken back; those that earned nothing are left out. */
    earnedPoints: call({
      input: Closed({ orderIds: Type.Array(Uuid, { maxItems: 1_000 }) }),
      output: Type.Array(Closed({ orderId: Uuid, earned: Type.Integer() })),
      retry: "safe",
    }),
    /** Gives points of an order back, once for each refund. They keep their expiry, if it is not over. */
    restorePoints: call({
      input: Closed({ orderId: Uuid, refundId: Uuid, points: Points }),
      output: Nothing,
      retry: "safe",
    }),
    /** Credits what a purchase earns, once for each order. */
    earnPoints: call({
      input: Closed({ orderId: Uuid, memberId: Uuid, points: Points }),
      output: Nothing,
      retry: "safe",
    }),
    /** Takes earned points back, once for each refund. What is spent already becomes a debt. */
    clawBackPoints: call({
      input: Closed({ orderId: Uuid, memberId: Uuid, refundId: Uuid, points: Points }),
      output: Nothing,
      retry: "safe",
    }),
    /** Credits anew what a refund took back that was then withdrawn, once for each refund. */
    earnAgain: call({
      input: Closed({ orderId: Uuid, memberId: Uuid, refundId: Uuid, points: Points }),
      output: Nothing,
      retry: "safe",
    }),
    /** Staff give points, or take them, once for each `grantId`. Throws POINTS_REFUSED for too many. */
    grantPoints: call({
      input: Closed({
        memberId: Uuid,
        grantId: Uuid,
        amount: GrantedPoints,
        reason: Type.String(),
        expiresAt: Type.Optional(Timestamp),
        by: StaffInCall,
      }),
      output: PointBalance,
      retry: "safe",
    }),
    /**
     * Staff give a coupon to members, each once; `given`: how many did not have it. Throws NOT_FOUND, and
     * COUPON_REFUSED when it is over, or is not enough for all of them.
     */
    giveCoupon: call({
      input: GivenCoupon,
      output: Closed({ given: Type.Integer() }),
      retry: "safe",
    }),
    /** The member's coupons below `beforeId`, the newest first. */
    couponsOf: call({
      input: Closed({ memberId: Uuid, beforeId: Uuid, limit: Type.Integer({ minimum: 1, maximum: 101 }) }),
      output: Type.Array(HeldCoupon),
      retry: "safe",
    }),
    /** The member's points, with the entries below `beforeId`, the newest first. */
    pointsOf: call({
      input: Closed({ memberId: Uuid, beforeId: Uuid, limit: Type.Integer({ minimum: 1, maximum: 101 }) }),
      output: Closed({ ...PointBalance.properties, entries: Type.Array(PointEntry) }),
      retry: "safe",
    }),
    /** The member's coupons and points, for the export of their data. */
    exportOf: call({
      input: MemberRef,
      output: Closed({
        coupons: Type.Array(ExportedCoupon),
        points: Closed({ balance: Type.Integer(), entries: Type.Array(PointEntry) }),
        complete: Type.Boolean(),
      }),
      retry: "safe",
    }),
    /** The member left: deletes the member's coupons and points, and whose the uses were. */
    forgetMember: call({ input: MemberRef, output: Nothing, retry: "safe" }),
  },
  {
    routes: ["/api/v1/admin/coupons", "/api/v1/admin/promotions", "/api/v1/me/coupons", "/api/v1/me/points"],
  },
);

/** The topic (platform/db/changes.ts) on which every process learns that automatic promotions changed. */
export const PROMOTIONS_CHANGED = "promotions.automatic";

export type PromotionsError =
  | "NOT_FOUND"
  | "STALE_EDIT"
  | "COUPON_CODE_TAKEN"
  | "COUPON_ENDED"
  | "PROMOTION_ENDED"
  | "TOO_MANY_PROMOTIONS"
  | "COUPON_REFUSED"
  | "POINTS_REFUSED"
  | "UNKNOWN_HOLD";
