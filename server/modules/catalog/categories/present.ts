/** Turns rows of categories into API responses, in the requested language. Pure. */
import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { Language } from "../../../platform/language.ts";
import { imageOf } from "../contract/picture.ts";
import { textsOf } from "../contract/texts.ts";
import type { StaffCategoryRow } from "./editing-queries.ts";
import type { CategoryRow } from "./queries.ts";

export function presentCategory(row: CategoryRow, productCount: number, language: Language) {
  const texts = textsOf(row.translations, language);
  const name = texts.name ?? row.name;
  return {
    id: row.id,
    slug: row.slug,
    parentId: row.parentId,
    name,
    description: texts.description ?? row.description,
    image: imageOf(row.picture, name),
    productCount,
  };
}

export function presentForStaff({ picture, version, ...row }: StaffCategoryRow) {
  return { ...row, image: imageOf(picture, row.name), etag: etagOfVersion(version) };
}
