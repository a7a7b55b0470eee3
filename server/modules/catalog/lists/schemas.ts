import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable } from "../../../platform/schema.ts";
import { AttributeType } from "../contract/attributes.ts";
import { cardFields } from "../contract/card.ts";

const Counted = { count: Type.Integer() };

export const ProductList = Closed({
  items: Type.Array(Closed(cardFields)),
  total: Type.Integer(),
  facets: Closed({
    categories: Type.Array(Closed({ slug: Type.String(), name: Type.String(), ...Counted })),
    brands: Type.Array(Closed({ name: Type.String(), label: Type.String(), ...Counted })),
    price: Nullable(
      Closed({
        min: Money,
        max: Money,
        histogram: Type.Array(Closed({ from: Money, to: Money, ...Counted })),
      }),
    ),
    options: Type.Array(
      Closed({
        name: Type.String(),
        label: Type.String(),
        values: Type.Array(Closed({ value: Type.String(), label: Type.String(), ...Counted })),
      }),
    ),
    attributes: Type.Array(
      Closed({
        code: Type.String(),
        name: Type.String(),
        type: AttributeType,
        unit: Nullable(Type.String()),
        values: Type.Array(
          Closed({
            value: Type.String({ description: "for the filter; of numbers also a range: `100..250`" }),
            label: Type.String(),
            ...Counted,
          }),
        ),
      }),
    ),
    inStock: Type.Integer(),
    onSale: Type.Integer(),
  }),
  correction: Type.Optional(
    Type.String({ description: "what the search was taken for, where it differs from `q`" }),
  ),
  near: Type.Optional(
    Type.Boolean({ description: "true: nothing is exactly what was searched for; these are near it" }),
  ),
  nextCursor: Nullable(Type.String()),
});
