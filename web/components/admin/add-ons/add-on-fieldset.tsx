"use client";

import { useTranslations } from "next-intl";
import { type Control, type UseFormRegister, useFieldArray } from "react-hook-form";
import { TextField } from "@/components/form/text-field";
import { hasProduct, MAX_ADD_ONS } from "@/lib/admin/products/add-on-values";
import type { ProductFields } from "@/lib/admin/products/product-fields";
import { ProductFinder } from "../frame/product-finder";
import type { FieldErrors } from "../products/basic-fields";

type Props = {
  control: Control<ProductFields>;
  register: UseFormRegister<ProductFields>;
  errors: FieldErrors;
  /** Undefined while the product is new. */
  productId: string | undefined;
};

const ACTION = "inline-flex min-h-11 items-center px-2 text-sm text-link aria-disabled:opacity-40";

/** What shoppers may buy with the product, in the order of its page. */
export function AddOnFieldset({ control, register, errors, productId }: Props) {
  const t = useTranslations("products.addOns");
  const { fields, append, remove, move } = useFieldArray({ control, name: "addOns" });
  const common = (name: "addOnHeading" | "englishAddOnHeading") => ({
    autoComplete: "off",
    error: errors[name],
    maxLength: 60,
    ...register(name),
  });
  return (
    <div className="space-y-5" id="field-addOns" tabIndex={-1}>
      {errors.addOns && <p className="text-sm font-medium text-accent-deep">{errors.addOns}</p>}
      {fields.length > 0 && (
        <ol className="divide-y divide-line rounded-md border border-line">
          {fields.map(({ id, name, options, isShown }, at) => {
            const whole = options ? `${name} (${options})` : name;
            return (
              <li className="flex flex-wrap items-center gap-x-3 px-4 py-1.5" key={id}>
                <span className="min-w-0 flex-1 basis-40">
                  {whole}
                  {!isShown && <span className="ml-2 text-sm text-soft">{t("hidden")}</span>}
                </span>
                <span className="flex">
                  {([-1, 1] as const).map((step) => {
                    const possible = at + step >= 0 && at + step < fields.length;
                    return (
                      <button
                        aria-disabled={!possible}
                        aria-label={t(step < 0 ? "earlierOf" : "laterOf", { name: whole })}
                        className={ACTION}
                        key={step}
                        onClick={() => possible && move(at, at + step)}
                        type="button"
                      >
                        {t(step < 0 ? "earlier" : "later")}
                      </button>
                    );
                  })}
                  <button
                    aria-label={t("removeOf", { name: whole })}
                    className={ACTION}
                    onClick={() => remove(at)}
                    type="button"
                  >
                    {t("remove")}
                  </button>
                </span>
              </li>
            );
          })}
        </ol>
      )}
      {fields.length < MAX_ADD_ONS ? (
        <ProductFinder
          choose={({ id, name, status }) =>
            append({ productId: id, sku: "", name, options: "", isShown: status === "active" })
          }
          isChosen={({ id }) => id === productId || hasProduct(fields, id)}
          t={t}
        />
      ) : (
        <p className="text-sm text-soft">{t("full", { most: MAX_ADD_ONS })}</p>
      )}
      <div className="grid gap-5 md:grid-cols-2">
        <TextField hint={t("headingHint")} label={t("heading")} {...common("addOnHeading")} />
        <TextField label={t("englishHeading")} lang="en" {...common("englishAddOnHeading")} />
      </div>
    </div>
  );
}
