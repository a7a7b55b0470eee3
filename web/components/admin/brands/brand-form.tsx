"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { TextArea, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { type BrandFields, brandEditOf, brandFieldsOf, newBrandOf } from "@/lib/admin/brands/brand-fields";
import { createBrand, editBrand, mergeBrand } from "@/lib/api/brands";
import { useApi } from "@/lib/api/browser";
import type { ApiResult } from "@/lib/api/problem";
import type { StaffBrand } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { MergeOffer } from "./merge-offer";

type Props = {
  /** Undefined: a new one. */
  row: StaffBrand | undefined;
  done: (text: string, next: string | null) => void;
};

export const names = ["name", "englishName", "slug", "description", "englishDescription"] as const;
const places = {
  name: "name",
  slug: "slug",
  description: "description",
  "translations/en/name": "englishName",
  "translations/en/description": "englishDescription",
} as const;

const fieldsIn = (values: FormData): BrandFields =>
  Object.fromEntries(names.map((name) => [name, tidy(values.get(name))])) as BrandFields;

/** A new name that another brand has is refused: then the two may be merged. */
export function BrandForm({ row, done }: Props) {
  const t = useTranslations("brands");
  const required = useTranslations("form.inputErrors")("required");
  const [api, router] = [useApi(), useRouter()];
  const [other, setOther] = useState<{ id: string; name: string } | null>(null);
  const state = useChange<keyof BrandFields>({
    fields: places,
    beside: { BRAND_TAKEN: "name", SLUG_TAKEN: "slug" },
    codes: { BRAND_TAKEN: t("taken"), SLUG_TAKEN: t("slugTaken"), STALE_EDIT: t("stale") },
  });
  const before = brandFieldsOf(row);

  async function send(fields: BrandFields): Promise<ApiResult<StaffBrand>> {
    setOther(null);
    const result = row
      ? await editBrand(api, row, brandEditOf(row, fields))
      : await createBrand(api, newBrandOf(fields));
    if (result.ok) return result;
    const { code, brandId, name = "" } = result.problem;
    if (row && code === "BRAND_TAKEN" && brandId) setOther({ id: brandId, name });
    if (code === "STALE_EDIT") router.refresh();
    return result;
  }
  const common = (name: keyof BrandFields) => ({
    autoComplete: "off",
    defaultValue: before[name],
    error: state.errors.fields[name],
    label: t(`fields.${name}`),
    name,
  });
  return (
    <ChangeForm
      check={(values) => (fieldsIn(values).name === "" ? { name: required } : {})}
      labels={Object.fromEntries(names.map((name) => [name, t(`fields.${name}`)])) as BrandFields}
      send={(values) =>
        state.change({
          call: () => send(fieldsIn(values)),
          after: ({ id, name }) => done(t(row ? "saved" : "created", { name }), row ? id : null),
        })
      }
      state={state}
      submit={t(row ? "save" : "create")}
    >
      <TextField maxLength={80} {...common("name")} />
      {row && other && (
        <MergeOffer
          merge={() => mergeBrand(api, row, other.id)}
          merged={({ name }) => done(t("merged", { from: row.name, into: name }), null)}
          name={other.name}
          row={row}
        />
      )}
      <TextField lang="en" maxLength={80} {...common("englishName")} />
      <TextField
        autoCapitalize="none"
        hint={t("slugHint")}
        maxLength={120}
        spellCheck={false}
        {...common("slug")}
      />
      <TextArea maxLength={2_000} {...common("description")} />
      <TextArea lang="en" maxLength={2_000} {...common("englishDescription")} />
    </ChangeForm>
  );
}
