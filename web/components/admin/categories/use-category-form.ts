"use client";

import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useChange } from "@/components/form/use-change";
import { type CategoryFields, fieldNames, fieldsByPlace } from "@/lib/admin/categories/category-fields";

/** What is typed about a category, and what is wrong with it. */
export function useCategoryForm(fields: CategoryFields) {
  const t = useTranslations("categories");
  const required = useTranslations("form.inputErrors")("required");
  const form = useForm<CategoryFields>({ defaultValues: fields });
  const state = useChange<keyof CategoryFields>({
    fields: fieldsByPlace,
    beside: { SLUG_TAKEN: "slug" },
    codes: { SLUG_TAKEN: t("slugTaken"), CIRCLE: t("circle") },
  });
  const labels = Object.fromEntries(fieldNames.map((name) => [name, t(`fields.${name}`)])) as Record<
    keyof CategoryFields,
    string
  >;

  /** Returns whether the browser finds no fault. */
  const check = (values: CategoryFields): boolean => {
    const faults = {
      ...(values.name.trim() === "" && { name: required }),
      ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(values.slug.trim()) ? {} : { slug: t("slugHint") }),
    };
    if (Object.keys(faults).length > 0) state.setErrors(faults);
    return Object.keys(faults).length === 0;
  };
  return { form, state, labels, check };
}
