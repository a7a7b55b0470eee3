"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/form/text-field";
import type { GroupRow } from "@/lib/admin/delivery/delivery-fields";
import type { Currency } from "@/lib/api/types";
import { BaseFields } from "./base-fields";

type Props = {
  row: GroupRow;
  /** As the page counts it, from 1. */
  number: number;
  currency: Currency;
  errors: Partial<Record<string, string>>;
  remove: () => void;
};

/** A delivery group: its code, which products name, its name, and what it costs. */
export function GroupFields({ row, number, currency, errors, remove }: Props) {
  const t = useTranslations("adminDelivery");
  const end = `-g${row.key}`;
  const field = (name: "name" | "nameEn") => (
    <TextField
      autoComplete="off"
      defaultValue={row[name]}
      error={errors[`${name}${end}`]}
      label={t(name === "name" ? "groupName" : "groupNameEn")}
      maxLength={40}
      name={`${name}${end}`}
    />
  );
  return (
    <fieldset className="space-y-4 rounded-lg border border-line bg-white p-5">
      <legend className="px-1 font-semibold">{t("group", { number })}</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          autoComplete="off"
          defaultValue={row.code}
          error={errors[`code${end}`]}
          hint={t("codeHint")}
          label={t("code")}
          maxLength={30}
          name={`code${end}`}
        />
        {field("name")}
        {field("nameEn")}
      </div>
      <BaseFields base={row.base} currency={currency} end={end} errors={errors} />
      <button className="min-h-11 text-link" onClick={remove} type="button">
        {t("removeGroup", { number })}
      </button>
    </fieldset>
  );
}
