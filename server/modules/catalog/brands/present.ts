import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { Language } from "../../../platform/language.ts";
import type { ShownBrandRow, StaffBrandRow } from "./queries.ts";

export function presentShownBrand(
  { translations, name, description, ...row }: ShownBrandRow,
  language: Language,
) {
  const texts = language === "en" ? translations.en : undefined;
  return { ...row, name, label: texts?.name ?? name, description: texts?.description ?? description };
}

export const presentBrand = ({ version, ...row }: StaffBrandRow) => ({
  ...row,
  etag: etagOfVersion(version),
});
