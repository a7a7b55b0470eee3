/** The schemas of the catalogue's public responses. */
import { Type } from "typebox";
import { Money } from "../../platform/money.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import { Image } from "./contract/picture.ts";

const Counted = { count: Type.Integer() };
const CategoryLink = Closed({ id: Uuid, slug: Type.String(), name: Type.String() });

export const CategoryList = Closed({
  items: Type.Array(
    Closed({
      id: Uuid,
      slug: Type.String(),
      name: Type.String(),
      description: Type.String(),
      image: Nullable(Image),
      productCount: Type.Integer(),
    }),
  ),
});

const cardFields = {
  id: Uuid,
  slug: Type.String(),
  name: Type.String(),
  brand: Nullable(Type.String()),
  price: Money,
  compareAtPrice: Type.Optional(Money),
  image: Nullable(Image),
  inStock: Type.Boolean(),
};

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

export const Product = Closed({
  ...cardFields,
  description: Type.String(),
  status: Type.Union([Type.Literal("draft"), Type.Literal("active"), Type.Literal("archived")]),
  images: Type.Array(Image),
  categories: Type.Array(CategoryLink),
  options: Type.Array(
    Closed({
      name: Type.String(),
      values: Type.Array(Type.String()),
      label: Type.String(),
      valueLabels: Type.Record(Type.String(), Type.String()),
    }),
  ),
  variants: Type.Array(
    Closed({
      id: Uuid,
      sku: Type.String(),
      options: Type.Record(Type.String(), Type.String()),
      price: Money,
      compareAtPrice: Type.Optional(Money),
      available: Type.Integer(),
      image: Nullable(Image),
    }),
  ),
});
