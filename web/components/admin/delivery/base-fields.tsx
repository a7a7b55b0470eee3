"use client";

import { useTranslations } from "next-intl";
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

/** What a parcel costs: the kind of the fee, and its numbers. */
export function BaseFields({ base, end = "", currency, errors }: Props) {
  const t = useTranslations("adminDelivery");
  const typed = (amount: number) => plainAmount({ amount, currency });
  return (
    <>
      <LabelledField label={t("type")} name={`type${end}`}>
        {(field) => (
          <select {...field} defaultValue={base.type}>
            {baseTypes.map((type) => (
              <option key={type} value={type}>
                {t(`types.${type}`)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          defaultValue={"fee" in base ? typed(base.fee) : ""}
          error={errors[`fee${end}`]}
          hint={t("feeHint")}
          inputMode="numeric"
          label={t("fee")}
          name={`fee${end}`}
        />
        <TextField
          defaultValue={base.type === "conditional" ? typed(base.freeFrom) : ""}
          error={errors[`freeFrom${end}`]}
          hint={t("freeFromHint")}
          inputMode="numeric"
          label={t("freeFrom")}
          name={`freeFrom${end}`}
        />
        <TextField
          defaultValue={base.type === "per_quantity" ? base.pieces : ""}
          error={errors[`pieces${end}`]}
          hint={t("piecesHint")}
          inputMode="numeric"
          label={t("pieces")}
          name={`pieces${end}`}
        />
      </div>
    </>
  );
}
