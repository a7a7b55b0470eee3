"use client";

import { useTranslations } from "next-intl";
import { type Control, type UseFormRegister, useWatch } from "react-hook-form";
import { LabelledField, TextArea, TextField } from "@/components/form/text-field";
import type { ProductFields, ProductQuestions } from "@/lib/admin/products/product-fields";
import { statuses } from "@/lib/admin/products/statuses";
import type { TreeRow } from "@/lib/admin/products/tree";
import type { FieldErrors } from "./basic-fields";

type Props = {
  register: UseFormRegister<ProductFields>;
  control: Control<ProductFields>;
  errors: FieldErrors;
  categories: readonly TreeRow[];
  deliveryGroups: ProductQuestions["deliveryGroups"];
};

/** Whether and where shoppers find the product. */
export function DisplayFields({ register, control, errors, categories, deliveryGroups }: Props) {
  const t = useTranslations("products");
  const status = useWatch({ control, name: "status" });
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <div className="space-y-5">
        <LabelledField error={errors.status} label={t("fields.status")} name="status">
          {(field) => (
            <select {...field} {...register("status")}>
              {statuses.map((each) => (
                <option key={each} value={each}>
                  {t(`statuses.${each}`)}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
        {status === "scheduled" && (
          <TextField
            error={errors.publishAt}
            hint={t("hints.publishAt")}
            label={t("fields.publishAt")}
            type="datetime-local"
            {...register("publishAt")}
          />
        )}
        <TextArea
          autoComplete="off"
          error={errors.tags}
          hint={t("hints.tags")}
          label={t("fields.tags")}
          rows={4}
          {...register("tags")}
        />
        <LabelledField error={errors.taxType} label={t("fields.taxType")} name="taxType">
          {(field) => (
            <select {...field} {...register("taxType")}>
              <option value="taxable">{t("taxTypes.taxable")}</option>
              <option value="tax_free">{t("taxTypes.tax_free")}</option>
            </select>
          )}
        </LabelledField>
        <DeliveryGroupField deliveryGroups={deliveryGroups} errors={errors} register={register} />
      </div>
      <CategoryTree categories={categories} error={errors.categoryIds} register={register} />
    </div>
  );
}

/** A shop without groups has nothing to choose. */
function DeliveryGroupField({
  register,
  errors,
  deliveryGroups,
}: Pick<Props, "register" | "errors" | "deliveryGroups">) {
  const t = useTranslations("products");
  if (deliveryGroups.length === 0) return null;
  return (
    <LabelledField error={errors.deliveryGroup} label={t("fields.deliveryGroup")} name="deliveryGroup">
      {(field) => (
        <select {...field} {...register("deliveryGroup")}>
          <option value="">{t("noDeliveryGroup")}</option>
          {deliveryGroups.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </LabelledField>
  );
}

type TreeProps = Pick<Props, "register" | "categories"> & { error: string | undefined };

function CategoryTree({ register, categories, error }: TreeProps) {
  const t = useTranslations("products");
  return (
    <fieldset id="field-categoryIds" tabIndex={-1}>
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t("fields.categoryIds")}</legend>
      {categories.length === 0 && <p className="text-soft">{t("noCategories")}</p>}
      {error && <p className="mb-1.5 text-sm font-medium text-accent-deep">{error}</p>}
      <div className="max-h-72 overflow-y-auto rounded-md border border-line px-3 py-1">
        {categories.map(({ id, name, depth }) => (
          <label
            className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]"
            key={id}
            style={{ paddingLeft: `${depth * 1.5}rem` }}
          >
            <input className="size-5 accent-ink" type="checkbox" value={id} {...register("categoryIds")} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
