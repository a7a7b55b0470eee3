"use client";

import { useTranslations } from "next-intl";
import { inputsOf, type SettingsField, settingsSections } from "@/lib/admin/settings-fields";

/** The label of each input of a field, in the order of the inputs. */
export function useLabels(): (field: SettingsField) => string[] {
  const t = useTranslations("settings");
  return (field) => {
    const label = t(`fields.${field.label}`, { number: field.point ?? "" });
    if (field.kind === "text") return [label];
    return inputsOf(field).map((name) =>
      name.endsWith("/en") ? t("inEnglish", { label }) : t("inKorean", { label }),
    );
  };
}

/** What was changed, in the words of the form. A picture and the points go by the name of their section. */
export function useChangedNames(): (differences: readonly { pointer: string }[]) => string {
  const t = useTranslations("settings");
  const nameOf = (place: string): string => {
    const section = settingsSections.find(({ name }) => place.startsWith(`${name}/`))?.name ?? "shop";
    const field = settingsSections.flatMap(({ fields }) => fields).find((each) => each.place === place);
    return field ? t(`fields.${field.label}`, { number: "" }) : t(`sections.${section}`);
  };
  return (differences) => [...new Set(differences.map(({ pointer }) => nameOf(pointer.slice(1))))].join(", ");
}
