"use client";

import { useTranslations } from "next-intl";
import type { ProductQuestions } from "@/lib/admin/products/product-fields";
import type { FormErrors } from "@/lib/form-errors";

const FIRST = [
  ...(["name", "englishName", "slug", "brand", "description", "englishDescription"] as const),
  ...(["status", "publishAt", "tags", "categoryIds", "addOns"] as const),
  ...(["taxType", "deliveryGroup"] as const),
];

/**
 * The labels of the fields in the order of the form. Options and rows, which may be many, have one only where
 * they are wrong.
 */
export function useErrorLabels(
  { fields }: FormErrors<string>,
  { attributes, groups }: ProductQuestions,
): Record<string, string> {
  const t = useTranslations("products.fields");
  const labelOf = (field: string): string => {
    const [list, place = "", name] = field.split(".");
    const number = Number(place) + 1;
    if (list === "options") return t(name === "name" ? "optionName" : "optionValues", { number });
    if (name === "sku" || name === "price" || name === "compareAtPrice" || name === "stock")
      return `${t("variants")} ${number} ${t(name)}`;
    return t("variants");
  };
  const inLists = Object.keys(fields)
    .filter((field) => /^(options|variants)\b/.test(field))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return Object.fromEntries([
    ...FIRST.map((name) => [name, t(name)]),
    ...attributes.map(({ code, name }) => [`attributes.${code}`, name]),
    ["disclosure.group", t("disclosureGroup")],
    ...groups.flatMap(({ items }) => items.map(({ code, name }) => [`disclosure.items.${code}`, name])),
    ...inLists.map((field) => [field, labelOf(field)]),
  ]);
}
