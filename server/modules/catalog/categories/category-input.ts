import { type Static, Type } from "typebox";
import { Closed, Line, LongText, OrNull, Uuid } from "../../../platform/schema.ts";
import { Slug } from "../contract.ts";

const Texts = Closed({ name: Type.Optional(Line(80)), description: Type.Optional(LongText(2_000)) });
const CategoryTranslations = Closed({ en: Type.Optional(Texts) });
export type CategoryTranslations = Static<typeof CategoryTranslations>;

const fields = {
  description: Type.Optional(LongText(2_000)),
  translations: Type.Optional(CategoryTranslations),
  position: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 100_000,
      description: "the place below its parent, from 0; the others make room",
    }),
  ),
};

export const NewCategory = Closed({
  slug: Slug,
  name: Line(80),
  parentId: Type.Optional(OrNull(Uuid)),
  ...fields,
});
export type NewCategory = Static<typeof NewCategory>;

/** What is left out stays as it is. Without a parent the category is at the top. */
export const CategoryChange = Closed({
  slug: Type.Optional(Slug),
  name: Type.Optional(Line(80)),
  parentId: Type.Optional(OrNull(Uuid)),
  ...fields,
});
export type CategoryChange = Static<typeof CategoryChange>;
