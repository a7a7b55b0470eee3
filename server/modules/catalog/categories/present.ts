/** Turns rows of categories into API responses, in the requested language. Pure. */
import type { Language } from "../../../platform/language.ts";
import { imageOf } from "../contract/picture.ts";
import { textsOf } from "../contract/texts.ts";
import type { CategoryRow } from "./queries.ts";

export function presentCategory(row: CategoryRow, language: Language) {
  const texts = textsOf(row.translations, language);
  const name = texts.name ?? row.name;
  return {
    id: row.id,
    slug: row.slug,
    name,
    description: texts.description ?? row.description,
    image: imageOf(row.picture, name),
    productCount: row.productCount,
  };
}
