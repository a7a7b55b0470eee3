"use client";

import { useTranslations } from "next-intl";
import type { UseFormRegister } from "react-hook-form";
import { LabelledField, TextArea, TextField } from "@/components/form/text-field";
import type { CategoryFields } from "@/lib/admin/categories/category-fields";
import { branchOf } from "@/lib/admin/categories/category-tree";
import { treeRowsOf } from "@/lib/admin/products/tree";
import type { StaffCategory } from "@/lib/api/types";

type Props = {
  register: UseFormRegister<CategoryFields>;
  errors: Readonly<Partial<Record<keyof CategoryFields, string>>>;
  rows: readonly StaffCategory[];
  /** The category itself: it cannot lie below itself. */
  own?: string;
  leaveEnglishName?: () => void;
};

/** The fields of a category, in one column. */
export function CategoryFieldset({ register, errors, rows, own, leaveEnglishName }: Props) {
  const t = useTranslations("categories");
  const outside = own === undefined ? null : branchOf(rows, own);
  const common = (name: keyof CategoryFields) => ({
    autoComplete: "off",
    error: errors[name],
    label: t(`fields.${name}`),
    ...register(name, name === "englishName" && leaveEnglishName ? { onBlur: leaveEnglishName } : {}),
  });
  return (
    <>
      <TextField maxLength={80} {...common("name")} />
      <TextField lang="en" maxLength={80} {...common("englishName")} />
      <TextField
        autoCapitalize="none"
        hint={t("slugHint")}
        maxLength={80}
        spellCheck={false}
        {...common("slug")}
      />
      <LabelledField error={errors.parentId} label={t("fields.parentId")} name="parentId">
        {(control) => (
          <select {...control} {...register("parentId")}>
            <option value="">{t("top")}</option>
            {treeRowsOf(rows)
              .filter(({ id }) => !outside?.has(id))
              .map(({ id, name, depth }) => (
                <option key={id} value={id}>
                  {"\u2003".repeat(depth) + name}
                </option>
              ))}
          </select>
        )}
      </LabelledField>
      <TextArea maxLength={2_000} rows={3} {...common("description")} />
      <TextArea lang="en" maxLength={2_000} rows={3} {...common("englishDescription")} />
    </>
  );
}
