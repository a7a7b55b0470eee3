"use client";

import { useTranslations } from "next-intl";
import { type Control, type UseFormRegister, useWatch } from "react-hook-form";
import { LabelledField, TextArea } from "@/components/form/text-field";
import { gapsIn } from "@/lib/admin/products/disclosure-values";
import type { ProductFields } from "@/lib/admin/products/product-fields";
import type { DisclosureGroup } from "@/lib/api/types";
import type { FieldErrors } from "./basic-fields";

type Props = {
  groups: readonly DisclosureGroup[];
  control: Control<ProductFields>;
  register: UseFormRegister<ProductFields>;
  errors: FieldErrors;
};

/** The table that the law asks for: the group of the goods, and a text for each of its items. */
export function DisclosureFields({ groups, control, register, errors }: Props) {
  const t = useTranslations("products");
  const inputs = useWatch({ control, name: "disclosure" });
  const group = groups.find(({ code }) => code === inputs.group);
  const gaps = group ? gapsIn(group, inputs) : [];
  return (
    <div className="space-y-5">
      <LabelledField
        error={errors["disclosure.group"]}
        label={t("fields.disclosureGroup")}
        name="disclosure.group"
      >
        {(field) => (
          <select {...field} {...register("disclosure.group")}>
            <option value="">{t("noGroup")}</option>
            {groups.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      {(!group || gaps.length > 0) && (
        <p className="rounded-md bg-sand px-4 py-3 text-[0.9375rem]" role="status">
          {group
            ? t("disclosureGaps", { count: gaps.length, names: gaps.map(({ name }) => name).join(", ") })
            : t("disclosureMissing")}
        </p>
      )}
      {group && (
        <div className="grid gap-5 md:grid-cols-2">
          {group.items.map(({ code, name, required }) => (
            <TextArea
              autoComplete="off"
              error={errors[`disclosure.items.${code}`]}
              hint={required ? undefined : t("hints.ifItApplies")}
              key={code}
              label={name}
              maxLength={1_000}
              rows={2}
              {...register(`disclosure.items.${code}`)}
            />
          ))}
        </div>
      )}
    </div>
  );
}
