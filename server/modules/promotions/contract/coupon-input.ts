import { type Static, Type } from "typebox";
import { Closed, Line, MoneyInput, Uuid } from "../../../platform/schema.ts";
import { CouponCode, CouponKind } from "../contract.ts";
import { Period } from "./period.ts";

const DiscountInput = Type.Union([
  Closed({ type: Type.Literal("fixed"), amount: MoneyInput }),
  Closed({
    type: Type.Literal("percent"),
    percent: Type.Integer({ minimum: 1, maximum: 100 }),
    cap: Type.Optional(MoneyInput),
  }),
]);

const downloadable = Type.Optional(
  Type.Boolean({
    default: false,
    description: "it is listed to all members, who may take it without its code",
  }),
);

const combinable = Type.Optional(
  Type.Boolean({
    default: false,
    description: "it goes together with others of its kind that are combinable",
  }),
);

export const NewCoupon = Closed({
  code: Type.Optional({ ...CouponCode, description: "none: the shop makes one" }),
  name: Line(80),
  kind: CouponKind,
  discount: DiscountInput,
  minimum: Type.Optional(MoneyInput),
  period: Type.Optional(Period),
  limits: Type.Optional(
    Closed({
      total: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, description: "orders of all" })),
      perMember: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 1_000, description: "orders of one member; guests have none" }),
      ),
    }),
  ),
  productIds: Type.Optional(Type.Array(Uuid, { maxItems: 500, description: "kind product: these goods" })),
  categoryIds: Type.Optional(
    Type.Array(Uuid, { maxItems: 100, description: "kind product: goods of these and of those below" }),
  ),
  downloadable,
  combinable,
});
export type NewCoupon = Static<typeof NewCoupon>;

export const CouponStatus = Type.Enum(["active", "paused", "ended"]);
export type CouponStatus = Static<typeof CouponStatus>;

/** What is left out stays as it is; null clears a moment. `ended` is final. */
export const CouponChange = Closed({
  name: Type.Optional(Line(80)),
  status: Type.Optional(CouponStatus),
  period: Type.Optional(Period),
  downloadable: Type.Optional(Type.Boolean()),
  combinable: Type.Optional(Type.Boolean()),
});
export type CouponChange = Static<typeof CouponChange>;
