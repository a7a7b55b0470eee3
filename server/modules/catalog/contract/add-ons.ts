import { type Static, Type } from "typebox";
import { Closed, Line, Uuid } from "../../../platform/schema.ts";
import { Sku } from "./product-words.ts";

export const MAX_ADD_ONS = 20;

/** What may be bought with a product: another product, in each of its variants, or one variant. */
const AddOn = Closed({ productId: Type.Optional(Uuid), sku: Type.Optional(Sku) });
export type AddOn = Static<typeof AddOn>;

export const AddOns = Type.Array(AddOn, {
  maxItems: MAX_ADD_ONS,
  description: "what may be bought with it, each a `productId` or a `sku`",
});
export const AddOnHeading = Line(60);
