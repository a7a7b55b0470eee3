"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { type AttributeFields, attributeTypes, codeFrom } from "@/lib/admin/attributes/attribute-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import { ChoiceRows } from "./choice-rows";
import type { AttributeFormState } from "./use-attribute-form";

type Props = {
  attribute: AttributeFormState;
  categories: readonly TreeRow[];
  /** The code and the type of an attribute that exists never change. */
  isNew: boolean;
};

/** The fields of an attribute, in one column. */
export function AttributeFieldset({ attribute: { form, state }, categories, isNew }: Props) {
  const t = useTranslations("attributes");
  const { register, control, getValues, setValue } = form;
  const type = useWatch({ control, name: "type" });
  const errors = state.errors.fields;
  const suggestCode = () => {
    if (isNew && getValues("code") === "") setValue("code", codeFrom(getValues("englishName")));
  };
  const common = (name: "name" | "englishName" | "code" | "unit" | "englishUnit") => ({
    autoComplete: "off",
    error: errors[name],
    label: t(`fields.${name}`),
    ...register(name, name === "englishName" ? { onBlur: suggestCode } : {}),
  });
  return (
    <>
      <TextField maxLength={60} {...common("name")} />
      <TextField lang="en" maxLength={60} {...common("englishName")} />
      <TextField
        autoCapitalize="none"
        hint={t("codeHint")}
        maxLength={40}
        readOnly={!isNew}
        spellCheck={false}
        {...common("code")}
      />
      <LabelledField error={errors.type} label={t("fields.type")} name="type">
        {(field) => (
          <select {...field} {...register("type")} disabled={!isNew}>
            {attributeTypes.map((each) => (
              <option key={each} value={each}>
                {t(`types.${each}`)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      {type === "number" && (
        <div className="grid grid-cols-2 gap-4">
          <TextField maxLength={20} {...common("unit")} />
          <TextField lang="en" maxLength={20} {...common("englishUnit")} />
        </div>
      )}
      {type === "choice" && (
        <>
          <Box disabled={!isNew} label={t("fields.several")} {...register("several")} />
          <ChoiceRows control={control} errors={errors} register={register} />
        </>
      )}
      <Box label={t("fields.facet")} {...register("facet")} />
      <Box label={t("fields.required")} {...register("required")} />
      <Categories categories={categories} error={errors.categoryIds} register={register} />
    </>
  );
}

type BoxProps = { label: string } & ReturnType<AttributeFormState["form"]["register"]>;

const Box = ({ label, ...input }: BoxProps) => (
  <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]">
    <input className="size-5 accent-ink" type="checkbox" {...input} />
    {label}
  </label>
);

type CategoriesProps = {
  categories: readonly TreeRow[];
  error: string | undefined;
  register: AttributeFormState["form"]["register"];
};

function Categories({ categories, error, register }: CategoriesProps) {
  const t = useTranslations("attributes");
  const name: keyof AttributeFields = "categoryIds";
  return (
    <fieldset id={`field-${name}`} tabIndex={-1}>
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t("fields.categoryIds")}</legend>
      <p className="mb-1.5 text-sm text-soft">{t("categoriesHint")}</p>
      {error && <p className="mb-1.5 text-sm font-medium text-accent-deep">{error}</p>}
      <div className="max-h-60 overflow-y-auto rounded-md border border-line px-3 py-1">
        {categories.map(({ id, name: label, depth }) => (
          <label
            className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]"
            key={id}
            style={{ paddingLeft: `${depth * 1.5}rem` }}
          >
            <input className="size-5 accent-ink" type="checkbox" value={id} {...register(name)} />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
