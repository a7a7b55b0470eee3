import { Type } from "typebox";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import { Image } from "../contract/picture.ts";
import { MovedSlugs } from "../moved-slugs.ts";

/** As staff edit it, in Korean with what is translated. */
export const StaffCategory = Closed({
  id: Uuid,
  slug: Type.String(),
  name: Type.String(),
  description: Type.String(),
  parentId: Nullable(Uuid),
  position: Type.Integer(),
  translations: Closed({
    en: Type.Optional(
      Closed({ name: Type.Optional(Type.String()), description: Type.Optional(Type.String()) }),
    ),
  }),
  image: Nullable(Image),
  productCount: Type.Integer({ description: "products of every status, without the categories below it" }),
  etag: Type.String({ description: "for If-Match" }),
});

/** Each category stands before those below it. */
export const CategoryList = Closed({
  items: Type.Array(
    Closed({
      id: Uuid,
      slug: Type.String(),
      parentId: Nullable(Uuid),
      name: Type.String(),
      description: Type.String(),
      image: Nullable(Image),
      productCount: Type.Integer({ description: "with the categories below it" }),
    }),
  ),
  moved: MovedSlugs,
});
