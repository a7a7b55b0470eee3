/** What an edit of many products may say. */
import { type Static, Type } from "typebox";
import { MAX_AMOUNT } from "../../../platform/money.ts";
import { Closed, Line, OrNull, Uuid } from "../../../platform/schema.ts";

export const MOST_CATEGORIES = 20;
export const MOST_TAGS = 50;

const Categories = Type.Array(Uuid, { minItems: 1, maxItems: MOST_CATEGORIES, uniqueItems: true });
const Tags = Type.Array(Line(40), { minItems: 1, maxItems: MOST_TAGS, uniqueItems: true });

/** A new price of every variant: by a part of it, or by an amount; then rounded to a multiple of `to`. */
export const PriceRule = Closed({
  percent: Type.Optional(Type.Integer({ minimum: -99, maximum: 900, description: "-10: a tenth less" })),
  amount: Type.Optional(
    Type.Integer({ minimum: -MAX_AMOUNT, maximum: MAX_AMOUNT, description: "minor units; may be negative" }),
  ),
  rounding: Type.Enum(["nearest", "down", "up"], { description: "`nearest`: a half goes up" }),
  to: Type.Enum([1, 10, 100, 1_000], { description: "minor units" }),
});
export type PriceRule = Static<typeof PriceRule>;

export const BulkChange = Closed({
  status: Type.Optional(Type.Enum(["draft", "active", "archived"])),
  addCategoryIds: Type.Optional(Categories),
  removeCategoryIds: Type.Optional(Categories),
  addTags: Type.Optional(Tags),
  removeTags: Type.Optional(Tags),
  brand: Type.Optional(OrNull(Line(80))),
  price: Type.Optional(PriceRule),
});
export type BulkChange = Static<typeof BulkChange>;
