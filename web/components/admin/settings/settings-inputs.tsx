"use client";

import { useTranslations } from "next-intl";
import type { UseFormRegister } from "react-hook-form";
import { LabelledField, TextArea, TextField } from "@/components/form/text-field";
import { inputsOf, type SettingsField, type SettingsValues } from "@/lib/admin/settings-fields";
import { useLabels } from "./use-labels";

export type CategoryChoice = { slug: string; name: string };
type Props = {
  field: SettingsField;
  register: UseFormRegister<SettingsValues>;
  errors: Readonly<Partial<Record<string, string>>>;
  categories: readonly CategoryChoice[];
};

/** The inputs of one field: one, or Korean and English beside each other. */
export function SettingsInputs({ field, register, errors, categories }: Props) {
  const t = useTranslations("settings");
  const labels = useLabels()(field);
  const { place, kind, maxLength, long, input } = field;
  const hint = field.hint && t(`hints.${field.hint}`);
  if (input === "category")
    return (
      <LabelledField error={errors[place]} label={labels.join()} name={place}>
        {(control) => (
          <select {...control} {...register(place)}>
            <option value="">{t("noCategory")}</option>
            {categories.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
    );
  const Control = long ? TextArea : TextField;
  return (
    <div className={kind === "words" ? "grid gap-4 md:grid-cols-2" : "md:max-w-[calc(50%-0.5rem)]"}>
      {inputsOf(field).map((name, at) => (
        <Control
          autoComplete="off"
          error={errors[name]}
          hint={at === 0 ? hint : undefined}
          inputMode={input === "amount" ? "numeric" : input}
          key={name}
          label={labels[at] ?? ""}
          lang={name.endsWith("/en") ? "en" : undefined}
          maxLength={maxLength}
          {...register(name)}
        />
      ))}
    </div>
  );
}
