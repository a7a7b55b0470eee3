"use client";

import { useTranslations } from "next-intl";
import { type Control, type UseFormRegister, useFieldArray } from "react-hook-form";
import { TextArea, TextField } from "@/components/form/text-field";
import { MAX_OPTIONS } from "@/lib/admin/products/options";
import type { ProductFields } from "@/lib/admin/products/product-fields";
import type { FieldErrors } from "./basic-fields";
import type { ProductRows } from "./use-rows";

type Props = {
  control: Control<ProductFields>;
  register: UseFormRegister<ProductFields>;
  errors: FieldErrors;
  rows: ProductRows;
};

/** What shoppers choose. The rows below follow when a field is left. */
export function OptionFieldset({ control, register, errors, rows: { fitOptions, tooMany } }: Props) {
  const t = useTranslations("products");
  const { fields, append, remove } = useFieldArray({ control, name: "options" });
  const followed = { onBlur: fitOptions };
  return (
    <div className="space-y-4">
      {fields.map(({ id }, at) => (
        <div className="grid gap-4 rounded-md border border-line p-4 md:grid-cols-[1fr_2fr]" key={id}>
          <div>
            <TextField
              autoComplete="off"
              error={errors[`options.${at}.name`]}
              label={t("fields.optionName", { number: at + 1 })}
              maxLength={40}
              {...register(`options.${at}.name`, followed)}
            />
            <button
              aria-label={t("removeOption", { number: at + 1 })}
              className="mt-1 inline-flex min-h-11 items-center text-[0.9375rem] text-link"
              onClick={() => {
                remove(at);
                fitOptions();
              }}
              type="button"
            >
              {t("remove")}
            </button>
          </div>
          <TextArea
            autoComplete="off"
            error={errors[`options.${at}.values`]}
            hint={t("hints.tags")}
            label={t("fields.optionValues", { number: at + 1 })}
            rows={4}
            {...register(`options.${at}.values`, followed)}
          />
        </div>
      ))}
      {fields.length < MAX_OPTIONS && (
        <button
          className="button button-line"
          onClick={() => append({ name: "", values: "" }, { focusName: `options.${fields.length}.name` })}
          type="button"
        >
          {t("addOption")}
        </button>
      )}
      {tooMany && (
        <p className="text-[0.9375rem] font-medium text-accent-deep" role="alert">
          {t("tooMany")}
        </p>
      )}
    </div>
  );
}
