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
        <div>
          <div className="grid items-end gap-4 sm:grid-cols-3">
            {number("buy")}
            {number("get")}
            {number("percent")}
          </div>
          <p className="mt-1.5 text-sm text-soft">{t("buyGetHint")}</p>
        </div>
      ) : (
        <TextArea error={errors.tiers} hint={t("tiersHint")} label={t("fields.tiers")} name="tiers" />
      )}
      {categories.length > 0 && (
        <fieldset>
          <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t("fields.category")}</legend>
          <p className="mb-1.5 text-sm text-soft">{t("categoryHint")}</p>
          <div className="max-h-60 overflow-y-auto rounded-md border border-line px-3 py-1">
            {categories.map(({ id, name }) => (
              <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]" key={id}>
                <input className="size-5 accent-ink" name="category" type="checkbox" value={id} />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="period-fields">
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
