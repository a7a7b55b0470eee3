"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import {
  type GroupRow,
  groupRowsOf,
  type RegionRow,
  rowsOf,
  rulesFrom,
} from "@/lib/admin/delivery/delivery-fields";
import { useApi } from "@/lib/api/browser";
import { changeDeliveryRules, type DeliveryRulesVersion, readDeliveryRules } from "@/lib/api/delivery";
import type { Currency } from "@/lib/api/types";
import { BaseFields } from "./base-fields";
import { GroupFields } from "./group-fields";
import { RegionFields } from "./region-fields";

type Props = { stored: DeliveryRulesVersion; currency: Currency };

/** What delivery costs, and what regions cost on top. */
export function DeliveryForm({ stored, currency }: Props) {
  const t = useTranslations("adminDelivery");
  const api = useApi();
  const [base, setBase] = useState(stored);
  const [rows, setRows] = useState(rowsOf(stored.rules, currency));
  const state = useChange<string>({ codes: { STALE_EDIT: t("stale") } });
  const [groups, setGroups] = useState(groupRowsOf(stored.rules));
  const labels = labelsOf(rows, groups, t);
  const keysOf = (all: readonly { key: number }[]) => all.map(({ key }) => key);
  const keys = { regions: keysOf(rows), groups: keysOf(groups) };

  const takeOver = (version: DeliveryRulesVersion) => {
    setBase(version);
    setRows(rowsOf(version.rules, currency));
    setGroups(groupRowsOf(version.rules));
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
    const key = Math.max(-1, ...keys.regions) + 1;
    setRows([...rows, { key, name: "", nameEn: "", surcharge: "", ranges: "" }]);
  };
  const addGroup = () => {
    const key = Math.max(-1, ...keys.groups) + 1;
    setGroups([...groups, { key, code: "", name: "", nameEn: "", base: base.rules.base }]);
  };
  return (
    <ChangeForm check={check} labels={labels} send={send} state={state} submit={t("save")}>
      <div className="space-y-5" key={base.etag}>
        <fieldset className="space-y-5">
          <legend className="mb-4 text-lg font-bold">{t("base")}</legend>
          <BaseFields base={base.rules.base} currency={currency} errors={state.errors.fields} />
        </fieldset>
        <fieldset className="space-y-5">
          <legend className="text-lg font-bold">{t("groups")}</legend>
          <p className="text-sm text-soft">{t("groupsText")}</p>
          {groups.map((row, at) => (
            <GroupFields
              currency={currency}
              errors={state.errors.fields}
              key={row.key}
              number={at + 1}
              remove={() => setGroups(groups.filter(({ key }) => key !== row.key))}
              row={row}
            />
          ))}
          {groups.length > 0 && (
            <LabelledField label={t("combine")} name="combine">
              {(field) => (
                <select {...field} defaultValue={base.rules.combine ?? "sum"}>
                  <option value="sum">{t("combines.sum")}</option>
                  <option value="highest">{t("combines.highest")}</option>
                </select>
              )}
            </LabelledField>
          )}
          <button className="button button-line" onClick={addGroup} type="button">
            {t("addGroup")}
          </button>
        </fieldset>
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

function labelsOf(rows: readonly RegionRow[], groups: readonly GroupRow[], t: Words): Record<string, string> {
  const fields = ["code", "name", "fee", "freeFrom", "pieces"] as const;
  const inGroups = groups.flatMap(({ key }, at) =>
    fields.map((field) => [
      `${field}-g${key}`,
      `${t("group", { number: at + 1 })}: ${t(field === "name" ? "groupName" : field)}`,
    ]),
  );
  const parts = ["name", "surcharge", "ranges"] as const;
  const regions = rows.flatMap(({ key }, at) =>
    parts.map((part) => [`${part}-${key}`, `${t("region", { number: at + 1 })}: ${t(part)}`] as const),
  );
  return {
    ...{ fee: t("fee"), freeFrom: t("freeFrom"), pieces: t("pieces") },
    ...Object.fromEntries(inGroups),
    ...Object.fromEntries(regions),
  };
}
