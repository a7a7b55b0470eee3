"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LabelledField, TextArea, TextField } from "@/components/form/text-field";
import { promotionTypes } from "@/lib/admin/promotions/promotion-fields";
import type { Category } from "@/lib/api/types";

type Props = { errors: Partial<Record<string, string>>; categories: readonly Category[] };

/** The fields of a new promotion: those of its kind. */
export function PromotionFieldset({ errors, categories }: Props) {
  const t = useTranslations("adminPromotions");
  const [type, setType] = useState<(typeof promotionTypes)[number]>("buy_get");
  const number = (name: "buy" | "get" | "percent") => (
    <TextField
      error={errors[name]}
      hint={name === "percent" ? t("buyGetHint") : undefined}
      inputMode="numeric"
      label={t(`fields.${name}`)}
      maxLength={3}
      name={name}
    />
  );
  return (
    <>
      <TextField
        autoComplete="off"
        error={errors.promotionName}
        label={t("fields.promotionName")}
        maxLength={80}
        name="promotionName"
      />
      <LabelledField label={t("fields.type")} name="type">
        {(field) => (
          <select
            {...field}
            onChange={({ target }) =>
              setType(promotionTypes.find((each) => each === target.value) ?? "buy_get")
            }
            value={type}
          >
            {promotionTypes.map((each) => (
              <option key={each} value={each}>
                {t(`types.${each}`)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      {type === "buy_get" ? (
        <div className="grid gap-4 sm:grid-cols-3">
          {number("buy")}
          {number("get")}
          {number("percent")}
        </div>
      ) : (
        <TextArea error={errors.tiers} hint={t("tiersHint")} label={t("fields.tiers")} name="tiers" />
      )}
      <LabelledField label={t("fields.category")} name="category">
        {(field) => (
          <select {...field}>
            <option value="">{t("all")}</option>
            {categories.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <div className="grid gap-4 sm:grid-cols-2">
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
    </>
  );
}
