import { Type } from "typebox";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import { Image } from "../contract/picture.ts";
import { MovedSlugs } from "../moved-slugs.ts";

const Text = Type.Optional(Type.String());

/** A brand as staff edit it, in Korean with what is translated. */
export const StaffBrand = Closed({
  id: Uuid,
  name: Type.String(),
  slug: Type.String(),
  description: Type.String(),
  translations: Closed({ en: Type.Optional(Closed({ name: Text, description: Text })) }),
  image: Nullable(Image),
  formerNames: Type.Array(Type.String(), {
    description: "without spaces and capitals: they lead to the brand too",
  }),
  productCount: Type.Integer({ description: "products of every status" }),
  etag: Type.String({ description: "for If-Match" }),
});

export const ShownBrandList = Closed({
  items: Type.Array(
    Closed({
      id: Uuid,
      slug: Type.String(),
      name: Type.String({ description: "the value of the filter `brand` of lists" }),
      label: Type.String({ description: "the name in the language of the request" }),
      description: Type.String(),
      image: Nullable(Image),
      productCount: Type.Integer(),
    }),
  ),
  moved: MovedSlugs,
});

export const StaffBrandList = Closed({
  items: Type.Array(StaffBrand),
  total: Type.Integer(),
  nextCursor: Nullable(Type.String()),
});
