import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import { Image } from "../contract/picture.ts";

export const ShownAddOns = {
  ...Closed({
    heading: Nullable(Type.String()),
    items: Type.Array(
      Closed({
        productId: Uuid,
        slug: Type.String(),
        name: Type.String(),
        image: Nullable(Image),
        minQuantity: Type.Integer(),
        maxQuantity: Nullable(Type.Integer()),
        variants: Type.Array(
          Closed({
            id: Uuid,
            sku: Type.String(),
            label: Type.String({ description: "its options; empty without" }),
            price: Money,
            compareAtPrice: Type.Optional(Money),
            available: Type.Integer(),
          }),
        ),
      }),
    ),
  }),
  description: "what may be bought with it, each as a line of its own",
};

export const StaffAddOns = Type.Array(
  Closed({
    productId: Type.Optional(Uuid),
    sku: Type.Optional(Type.String()),
    name: Nullable(Type.String()),
    options: Type.String({ description: "of a variant" }),
    isShown: Type.Boolean({ description: "shoppers see it, in its sales period" }),
  }),
);
