"use client";

import { useTranslations } from "next-intl";
import { type Control, type UseFormRegister, useFieldArray } from "react-hook-form";
import { fieldId } from "@/components/form/text-field";
import { type AttributeFields, emptyChoice } from "@/lib/admin/attributes/attribute-fields";

type Props = {
  control: Control<AttributeFields>;
  register: UseFormRegister<AttributeFields>;
  errors: Readonly<Partial<Record<string, string>>>;
};

/** What may be chosen, a row for each: its name in both languages. */
export function ChoiceRows({ control, register, errors }: Props) {
  const t = useTranslations("attributes");
  const { fields, append, remove } = useFieldArray({ control, name: "choices" });
  return (
    <fieldset id={fieldId("choices")} tabIndex={-1}>
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t("fields.choices")}</legend>
      {errors.choices && <p className="mb-1.5 text-sm font-medium text-accent-deep">{errors.choices}</p>}
      <ul className="space-y-2">
        {fields.map(({ id }, at) => (
          <li key={id}>
            <div className="flex items-center gap-2">
              {(["name", "englishName"] as const).map((name) => (
                <input
                  aria-invalid={errors[`choices.${at}.${name}`] ? true : undefined}
                  aria-label={t(name === "name" ? "choice" : "englishChoice", { number: at + 1 })}
                  autoComplete="off"
                  className="field min-w-0 flex-1"
                  id={fieldId(`choices.${at}.${name}`)}
                  key={name}
                  lang={name === "name" ? undefined : "en"}
                  maxLength={60}
                  placeholder={t(name === "name" ? "korean" : "english")}
                  {...register(`choices.${at}.${name}`)}
                />
              ))}
              <button
                aria-label={t("removeChoice", { number: at + 1 })}
                className="min-h-11 px-2 text-sm text-link"
                onClick={() => remove(at)}
                type="button"
              >
                {t("remove")}
              </button>
            </div>
            {errors[`choices.${at}.name`] && (
              <p className="mt-1 text-sm font-medium text-accent-deep">{errors[`choices.${at}.name`]}</p>
            )}
          </li>
        ))}
      </ul>
      <button
        className="mt-1 min-h-11 px-1 text-[0.9375rem] text-link"
        onClick={() => append(emptyChoice, { focusName: `choices.${fields.length}.name` })}
        type="button"
      >
        {t("addChoice")}
      </button>
    </fieldset>
  );
}
