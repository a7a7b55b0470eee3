"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LabelledField, TextField } from "@/components/form/text-field";
import { baseTypes } from "@/lib/admin/delivery/delivery-fields";
import type { Currency, DeliveryRules } from "@/lib/api/types";
import { plainAmount } from "@/lib/money";

type Props = {
  base: DeliveryRules["base"];
  /** Of the names of the fields, which a page has once. */
  end?: string;
  currency: Currency;
  errors: Partial<Record<string, string>>;
};

/** What a parcel costs: the kind of the fee, and the numbers that this kind needs. */
export function BaseFields({ base, end = "", currency, errors }: Props) {
  const t = useTranslations("adminDelivery");
  const [type, setType] = useState(base.type);
  const typed = (amount: number) => plainAmount({ amount, currency });
  const number = (name: "fee" | "freeFrom" | "pieces", stored: string | number, hint?: string) => (
    <TextField
      defaultValue={stored}
      error={errors[`${name}${end}`]}
      hint={hint}
      inputMode="numeric"
      key={name}
      label={t(name)}
      name={`${name}${end}`}
    />
  );
  return (
    <>
      <LabelledField label={t("type")} name={`type${end}`}>
        {(field) => (
          <select
            {...field}
            onChange={({ target }) => setType(baseTypes.find((each) => each === target.value) ?? "free")}
            value={type}
          >
            {baseTypes.map((each) => (
              <option key={each} value={each}>
                {t(`types.${each}`)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      {type !== "free" && (
        <div className="grid gap-4 sm:grid-cols-2">
          {number("fee", "fee" in base ? typed(base.fee) : "")}
          {type === "conditional" &&
            number("freeFrom", base.type === "conditional" ? typed(base.freeFrom) : "", t("freeFromHint"))}
          {type === "per_quantity" && number("pieces", base.type === "per_quantity" ? base.pieces : "")}
        </div>
      )}
    </>
  );
}
