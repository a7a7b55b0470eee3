"use client";

import { useTranslations } from "next-intl";

const KNOWN = [
  ...(["name", "slug", "brand", "description", "status", "publishAt", "tags", "categoryIds"] as const),
  ...(["taxType", "deliveryGroup"] as const),
  ...(["options", "variants", "attributes", "disclosure", "addOns"] as const),
];

/** What another person changed, in the words of the form. */
export function useChangedFields(): (differences: readonly { pointer: string }[]) => string {
  const t = useTranslations("products.fields");
  const nameOf = (pointer: string): string => {
    if (pointer === "/translations/en/name") return t("englishName");
    if (pointer.startsWith("/translations/en/description")) return t("englishDescription");
    if (pointer === "/descriptionHtml") return t("description");
    const known = KNOWN.find((name) => name === pointer.split("/")[1]);
    return t(known ?? "other");
  };
  return (differences) => [...new Set(differences.map(({ pointer }) => nameOf(pointer)))].join(", ");
}
