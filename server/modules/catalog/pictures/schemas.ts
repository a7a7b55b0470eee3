import { Type } from "typebox";
import { Closed, Line, Uuid } from "../../../platform/schema.ts";
import { Image } from "../contract/picture.ts";
import { Sku } from "../contract.ts";

const Alt = Closed({
  ko: Type.Optional(Line(200)),
  en: Type.Optional(Line(200)),
});

/** A picture of a product as staff edit it. */
export const AdminPicture = Closed({
  id: Uuid,
  fileName: Type.Optional(Type.String()),
  image: Image,
  alt: Closed({ ko: Type.Optional(Type.String()), en: Type.Optional(Type.String()) }),
  skus: Type.Array(Type.String(), { description: "the variants that show it" }),
  ready: Type.Boolean({ description: "false until all its widths are made; it is shown meanwhile" }),
});

export const PictureEdit = Closed({
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000, description: "from 0: the first" })),
  alt: Type.Optional(Alt),
  skus: Type.Optional(Type.Array(Sku, { maxItems: 1_000, uniqueItems: true })),
});
