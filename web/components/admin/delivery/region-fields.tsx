"use client";

import { useTranslations } from "next-intl";
import { TextArea, TextField } from "@/components/form/text-field";
import type { RegionRow } from "@/lib/admin/delivery/delivery-fields";

type Props = {
  row: RegionRow;
  /** As the page counts it, from 1. */
  number: number;
  errors: Partial<Record<string, string>>;
  remove: () => void;
};

/** A region: its name, what it costs on top, and its postcodes. */
export function RegionFields({ row, number, errors, remove }: Props) {
  const t = useTranslations("adminDelivery");
  const field = (name: "name" | "nameEn" | "surcharge") => (
    <TextField
      autoComplete="off"
      defaultValue={row[name]}
      error={errors[`${name}-${row.key}`]}
      label={t(name)}
      maxLength={40}
      name={`${name}-${row.key}`}
    />
  );
  return (
    <fieldset className="space-y-4 rounded-lg border border-line bg-white p-5">
      <legend className="px-1 font-semibold">{t("region", { number })}</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        {field("name")}
        {field("nameEn")}
        {field("surcharge")}
      </div>
      <TextArea
        defaultValue={row.ranges}
        error={errors[`ranges-${row.key}`]}
        label={t("ranges")}
        name={`ranges-${row.key}`}
      />
      <button className="min-h-11 text-link" onClick={remove} type="button">
        {t("remove", { number })}
      </button>
    </fieldset>
  );
}
