"use client";

import { useTranslations } from "next-intl";
import { type Control, type UseFormRegister, useWatch } from "react-hook-form";
import { fieldId, LabelledField, TextField } from "@/components/form/text-field";
import { attributesFor } from "@/lib/admin/products/attribute-values";
import type { ProductFields } from "@/lib/admin/products/product-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import type { StaffAttribute, StaffProduct } from "@/lib/api/types";
import type { FieldErrors } from "./basic-fields";

type Props = {
  attributes: readonly StaffAttribute[];
  categories: readonly TreeRow[];
  stored: StaffProduct | undefined;
  control: Control<ProductFields>;
  register: UseFormRegister<ProductFields>;
  errors: FieldErrors;
};

/** The attributes that the chosen categories have. */
export function AttributeFields({ attributes, categories, stored, control, register, errors }: Props) {
  const t = useTranslations("products");
  const categoryIds = useWatch({ control, name: "categoryIds" });
  const shown = attributesFor(attributes, categories, categoryIds, stored?.attributes);
  if (shown.length === 0) return <p className="text-soft">{t("noAttributes")}</p>;
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {shown.map((attribute) => (
        <AttributeField
          attribute={attribute}
          error={errors[`attributes.${attribute.code}`]}
          key={attribute.code}
          register={register}
        />
      ))}
    </div>
  );
}

type FieldProps = {
  attribute: StaffAttribute;
  error: string | undefined;
  register: UseFormRegister<ProductFields>;
};

function AttributeField({ attribute, error, register }: FieldProps) {
  const t = useTranslations("products");
  const { code, type, several, unit, required, choices } = attribute;
  const name = `attributes.${code}` as const;
  const hint = required ? t("hints.required") : undefined;
  const label = unit ? `${attribute.name} (${unit})` : attribute.name;
  if (several) return <Boxes attribute={attribute} error={error} register={register} />;
  if (type === "text" || type === "number")
    return (
      <TextField
        autoComplete="off"
        error={error}
        hint={hint}
        inputMode={type === "number" ? "decimal" : undefined}
        label={label}
        maxLength={200}
        {...register(name)}
      />
    );
  const options =
    type === "boolean"
      ? (["true", "false"] as const).map((value) => ({ code: value, name: t(`yesNo.${value}`) }))
      : choices;
  return (
    <LabelledField error={error} hint={hint} label={label} name={name}>
      {(field) => (
        <select {...field} {...register(name)}>
          <option value="">{t("notSaid")}</option>
          {options.map((option) => (
            <option key={option.code} value={option.code}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </LabelledField>
  );
}

function Boxes({ attribute: { code, name, choices, required }, error, register }: FieldProps) {
  const t = useTranslations("products");
  return (
    <fieldset id={fieldId(`attributes.${code}`)} tabIndex={-1}>
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{name}</legend>
      {required && <p className="mb-1.5 text-sm text-soft">{t("hints.required")}</p>}
      {error && <p className="mb-1.5 text-sm font-medium text-accent-deep">{error}</p>}
      <div className="flex flex-wrap gap-x-5">
        {choices.map((choice) => (
          <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]" key={choice.code}>
            <input
              className="size-5 accent-ink"
              type="checkbox"
              value={choice.code}
              {...register(`attributes.${code}`)}
            />
            {choice.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
