import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { Language } from "../../../platform/language.ts";
import { imageOf } from "../contract/picture.ts";
import type { ShownBrandRow, StaffBrandRow } from "./queries.ts";

export function presentShownBrand(
  { translations, name, description, logo, ...row }: ShownBrandRow,
  language: Language,
) {
  const texts = language === "en" ? translations.en : undefined;
  const label = texts?.name ?? name;
  const image = imageOf(logo, label);
  return { ...row, name, label, image, description: texts?.description ?? description };
}

export const presentBrand = ({ version, logo, ...row }: StaffBrandRow) => ({
  ...row,
  image: imageOf(logo, row.name),
  etag: etagOfVersion(version),
});
