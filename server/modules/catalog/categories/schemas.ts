import { Type } from "typebox";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import { Image } from "../contract/picture.ts";

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
