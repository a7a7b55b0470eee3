"use client";

import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useChange } from "@/components/form/use-change";
import { type AttributeFields, attributePlaces, isCode } from "@/lib/admin/attributes/attribute-fields";

const LABELLED = [
  ...(["name", "englishName", "code", "type", "unit", "englishUnit", "choices", "categoryIds"] as const),
];

/** What is typed about an attribute, and what is wrong with it. */
export function useAttributeForm(fields: AttributeFields) {
  const t = useTranslations("attributes");
  const required = useTranslations("form.inputErrors")("required");
  const form = useForm<AttributeFields>({ defaultValues: fields });
  const state = useChange<string>({
    fields: attributePlaces,
    beside: { ATTRIBUTE_TAKEN: "code", ATTRIBUTE_IN_USE: "choices" },
    codes: { ATTRIBUTE_TAKEN: t("codeTaken"), ATTRIBUTE_IN_USE: t("choiceInUse") },
  });
  const rows = Object.keys(state.errors.fields).filter((name) => name.startsWith("choices."));
  const labels: Record<string, string> = {
    ...Object.fromEntries(LABELLED.map((name) => [name, t(`fields.${name}`)])),
    ...Object.fromEntries(
      rows.map((name) => [name, t("choice", { number: Number(name.split(".")[1]) + 1 })]),
    ),
  };

  /** Returns whether the browser finds no fault. */
  const check = (values: AttributeFields): boolean => {
    const isEmpty = values.choices.every(({ name }) => name.trim() === "");
    const faults: Record<string, string> = {
      ...(values.name.trim() === "" && { name: required }),
      ...(isCode(values.code) ? {} : { code: t("codeHint") }),
      ...(values.type === "choice" && isEmpty && { choices: required }),
    };
    if (Object.keys(faults).length > 0) state.setErrors(faults);
    return Object.keys(faults).length === 0;
  };
  return { form, state, labels, check };
}

export type AttributeFormState = ReturnType<typeof useAttributeForm>;
