import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Nullable } from "../../../platform/schema.ts";
import { cardFields } from "../products/schemas.ts";

const Counted = { count: Type.Integer() };

export const ProductList = Closed({
  items: Type.Array(Closed(cardFields)),
  total: Type.Integer(),
  facets: Closed({
    categories: Type.Array(Closed({ slug: Type.String(), name: Type.String(), ...Counted })),
    brands: Type.Array(Closed({ name: Type.String(), label: Type.String(), ...Counted })),
    price: Nullable(Closed({ min: Money, max: Money })),
    options: Type.Array(
      Closed({
        name: Type.String(),
        label: Type.String(),
        values: Type.Array(Closed({ value: Type.String(), label: Type.String(), ...Counted })),
      }),
    ),
    inStock: Type.Integer(),
  }),
  nextCursor: Nullable(Type.String()),
});
