"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { baseTypes, type RegionRow, rowsOf, rulesFrom } from "@/lib/admin/delivery/delivery-fields";
import { useApi } from "@/lib/api/browser";
import { changeDeliveryRules, type DeliveryRulesVersion, readDeliveryRules } from "@/lib/api/delivery";
import type { Currency, DeliveryRules } from "@/lib/api/types";
import { plainAmount } from "@/lib/money";
import { RegionFields } from "./region-fields";

type Props = { stored: DeliveryRulesVersion; currency: Currency };

/** What delivery costs, and what regions cost on top. */
export function DeliveryForm({ stored, currency }: Props) {
  const t = useTranslations("adminDelivery");
  const api = useApi();
  const [base, setBase] = useState(stored);
  const [rows, setRows] = useState(rowsOf(stored.rules, currency));
  const state = useChange<string>({ codes: { STALE_EDIT: t("stale") } });
  const labels = labelsOf(rows, t);
  const keys = rows.map(({ key }) => key);

  const takeOver = (version: DeliveryRulesVersion) => {
    setBase(version);
    setRows(rowsOf(version.rules, currency));
  };
  const send = async (values: FormData) => {
    const read = rulesFrom(values, keys, currency);
    if ("wrong" in read) return;
    await state.change({
      call: async () => {
        const result = await changeDeliveryRules(api, base.etag, read.request);
        if (!result.ok && result.problem.code !== "STALE_EDIT") return result;
        const now = result.ok ? result : await readDeliveryRules(api);
        if (now.ok) takeOver(now.data);
        return result;
      },
      done: t("saved"),
    });
  };
  const check = (values: FormData) => {
    const read = rulesFrom(values, keys, currency);
    return "wrong" in read ? Object.fromEntries(read.wrong.map((name) => [name, t("wrong")])) : {};
  };
  const add = () => {
    const key = Math.max(-1, ...keys) + 1;
    setRows([...rows, { key, name: "", nameEn: "", surcharge: "", ranges: "" }]);
  };
  return (
    <ChangeForm check={check} labels={labels} send={send} state={state} submit={t("save")}>
      <div className="space-y-5" key={base.etag}>
        <BaseFields currency={currency} errors={state.errors.fields} rules={base.rules} />
        <fieldset className="space-y-5">
          <legend className="text-lg font-bold">{t("regions")}</legend>
          <p className="text-sm text-soft">{t("regionsText")}</p>
          {rows.map((row, at) => (
            <RegionFields
              errors={state.errors.fields}
              key={row.key}
              number={at + 1}
              remove={() => setRows(rows.filter(({ key }) => key !== row.key))}
              row={row}
            />
          ))}
          <button className="button button-line" onClick={add} type="button">
            {t("add")}
          </button>
        </fieldset>
      </div>
    </ChangeForm>
  );
}

type Words = ReturnType<typeof useTranslations<"adminDelivery">>;

function labelsOf(rows: readonly RegionRow[], t: Words): Record<string, string> {
  const parts = ["name", "surcharge", "ranges"] as const;
  const regions = rows.flatMap(({ key }, at) =>
    parts.map((part) => [`${part}-${key}`, `${t("region", { number: at + 1 })}: ${t(part)}`] as const),
  );
  return {
    ...{ fee: t("fee"), freeFrom: t("freeFrom"), pieces: t("pieces") },
    ...Object.fromEntries(regions),
  };
}

type BaseProps = {
  rules: DeliveryRules;
  currency: Currency;
  errors: Partial<Record<string, string>>;
};

function BaseFields({ rules: { base }, currency, errors }: BaseProps) {
  const t = useTranslations("adminDelivery");
  const typed = (amount: number) => plainAmount({ amount, currency });
  return (
    <fieldset className="space-y-5">
      <legend className="mb-4 text-lg font-bold">{t("base")}</legend>
      <LabelledField label={t("type")} name="type">
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
          error={errors.fee}
          hint={t("feeHint")}
          inputMode="numeric"
          label={t("fee")}
          name="fee"
        />
        <TextField
          defaultValue={base.type === "conditional" ? typed(base.freeFrom) : ""}
          error={errors.freeFrom}
          hint={t("freeFromHint")}
          inputMode="numeric"
          label={t("freeFrom")}
          name="freeFrom"
        />
        <TextField
          defaultValue={base.type === "per_quantity" ? base.pieces : ""}
          error={errors.pieces}
          hint={t("piecesHint")}
          inputMode="numeric"
          label={t("pieces")}
          name="pieces"
        />
      </div>
    </fieldset>
  );
}
