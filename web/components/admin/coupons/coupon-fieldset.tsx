"use client";

import { useTranslations } from "next-intl";
import { LabelledField, TextField } from "@/components/form/text-field";

type Props = { errors: Partial<Record<string, string>> };

/** The fields of a new coupon. */
export function CouponFieldset({ errors }: Props) {
  const t = useTranslations("adminCoupons");
  const line = (
    name: "couponName" | "code" | "value" | "cap" | "minimum" | "total" | "perMember",
    hint?: string,
  ) => (
    <TextField
      autoComplete="off"
      error={errors[name]}
      hint={hint}
      label={t(`fields.${name}`)}
      maxLength={80}
      name={name}
    />
  );
  const choice = (
    name: "kind" | "discountType",
    values: readonly string[],
    words: (value: string) => string,
  ) => (
    <LabelledField label={t(`fields.${name}`)} name={name}>
      {(field) => (
        <select {...field} defaultValue={values[0]}>
          {values.map((value) => (
            <option key={value} value={value}>
              {words(value)}
            </option>
          ))}
        </select>
      )}
    </LabelledField>
  );
  const kinds = ["cart", "product", "delivery"] as const;
  const types = ["fixed", "percent"] as const;
  return (
    <>
      {line("couponName")}
      {line("code", t("codeHint"))}
      {choice("kind", kinds, (value) => t(`kinds.${value as (typeof kinds)[number]}`))}
      <div className="grid gap-4 sm:grid-cols-2">
        {choice("discountType", types, (value) => t(`types.${value as (typeof types)[number]}`))}
        {line("value")}
        {line("cap", t("capHint"))}
        {line("minimum")}
        {line("total", t("limitHint"))}
        {line("perMember", t("perMemberHint"))}
        {(["startsAt", "endsAt"] as const).map((name) => (
          <TextField
            error={errors[name]}
            key={name}
            label={t(`fields.${name}`)}
            name={name}
            type="datetime-local"
          />
        ))}
      </div>
      <div>
        {(["downloadable", "combinable"] as const).map((name) => (
          <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]" key={name}>
            <input className="size-5 accent-ink" name={name} type="checkbox" />
            {t(`fields.${name}`)}
          </label>
        ))}
      </div>
    </>
  );
}
