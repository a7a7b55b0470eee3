/** A product as lists show it, in one language. */
import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Nullable, Uuid } from "../../../platform/schema.ts";
import { Image } from "./picture.ts";
import { Rating } from "./rating.ts";

/** What a list and the page of a product both show. */
export const cardFields = {
  id: Uuid,
  slug: Type.String(),
  name: Type.String(),
  brand: Nullable(Type.String()),
  price: Money,
  compareAtPrice: Type.Optional(Money),
  image: Nullable(Image),
  inStock: Type.Boolean(),
  rating: Type.Optional({ ...Rating, description: "how members rate it; absent without a review" }),
};
