/** Attributes in the language of the request. Pure. */
import { etagOfVersion } from "../../../platform/http/versions.ts";
import type { Language } from "../../../platform/language.ts";
import type { AttributeValue } from "../contract/attributes.ts";
import type { StaffAttributeRow } from "./editing-queries.ts";
import type { ProductAttribute } from "./queries.ts";

export const YES_OR_NO = {
  ko: { true: "예", false: "아니요" },
  en: { true: "Yes", false: "No" },
} as const;

/** Units in Hangul follow the number at once: 4인용, but 320 g. */
export const withUnit = (text: string, unit: string | null): string =>
  unit === null ? text : /^[\p{Script=Hangul}%]/u.test(unit) ? `${text}${unit}` : `${text} ${unit}`;

/** By their codes, in their order. */
export const presentAttributes = (rows: readonly ProductAttribute[], language: Language) =>
  Object.fromEntries(rows.map((row) => [row.code, presentAttribute(row, language)]));

function presentAttribute(row: ProductAttribute, language: Language) {
  const texts = language === "en" ? row.translations.en : undefined;
  const unit = row.unit === null ? null : (texts?.unit ?? row.unit);
  return {
    id: row.id,
    name: texts?.name ?? row.name,
    type: row.type,
    unit,
    value: row.value,
    text: textOf(row, row.value, unit, language),
  };
}

function textOf(
  { type, choices }: ProductAttribute,
  value: AttributeValue,
  unit: string | null,
  language: Language,
): string {
  if (typeof value === "boolean") return YES_OR_NO[language][`${value}`];
  if (typeof value === "number") return withUnit(String(value), unit);
  const texts = [value].flat();
  if (type !== "choice") return texts.join(", ");
  const names = new Map(
    choices.map(({ code, name, translations }) => [
      code,
      (language === "en" ? translations?.en?.name : undefined) ?? name,
    ]),
  );
  return texts.map((code) => names.get(code) ?? code).join(", ");
}

export function presentForStaff({ version, ...row }: StaffAttributeRow) {
  return { ...row, etag: etagOfVersion(version) };
}
