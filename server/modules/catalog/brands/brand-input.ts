import { type Static, Type } from "typebox";
import { Closed, Line, LongText, OrNull, Uuid } from "../../../platform/schema.ts";
import { Slug } from "../contract.ts";

const BrandName = Line(80);
const Description = LongText(2_000);
const BrandTranslations = Closed({
  en: Type.Optional(Closed({ name: Type.Optional(BrandName), description: Type.Optional(Description) })),
});
export type BrandTranslations = Static<typeof BrandTranslations>;

export const NewBrand = Closed({
  name: BrandName,
  slug: Type.Optional(OrNull(Slug)),
  description: Type.Optional(Description),
  translations: Type.Optional(BrandTranslations),
});
export type NewBrand = Static<typeof NewBrand>;

/** What is left out stays as it is; translations are replaced as a whole. */
export const BrandChange = Closed({
  name: Type.Optional(BrandName),
  slug: Type.Optional(Slug),
  description: Type.Optional(Description),
  translations: Type.Optional(BrandTranslations),
});
export type BrandChange = Static<typeof BrandChange>;

export const BrandMerge = Closed({ into: { ...Uuid, description: "the brand that the products get" } });
