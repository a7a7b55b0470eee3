"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Panel } from "@/components/account/account-page";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { isUncertain, type Problem } from "@/lib/api/problem";
import { addLocation, editLocation, listLocations } from "@/lib/api/stock";
import type { StockLocation } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { type Outcome, Toast } from "../frame/toast";
import { type LocationEdit, LocationRow } from "./location-row";

type Props = { stored: readonly StockLocation[]; readOnly: boolean };

/** The locations in the order in which orders take from them. */
export function LocationRoom({ stored, readOnly }: Props) {
  const t = useTranslations("locations");
  const list = useLocations(stored);
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_minmax(17rem,22rem)]">
      <ol className="divide-y divide-line rounded-lg border border-line bg-white">
        {list.rows.map((row, at) => (
          <LocationRow
            at={at}
            count={list.rows.length}
            edit={list.edit}
            key={row.id}
            readOnly={readOnly}
            row={row}
          />
        ))}
      </ol>
      {!readOnly && (
        <Panel id="new-location" text={t("newText")} title={t("newTitle")}>
          <NewLocation added={list.reload} />
        </Panel>
      )}
      <Toast dismiss={list.dismiss} outcome={list.outcome} />
    </div>
  );
}

function useLocations(stored: readonly StockLocation[]) {
  const t = useTranslations("locations");
  const form = useTranslations("form");
  const api = useApi();
  const [rows, setRows] = useState(stored);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);

  const reload = async () => {
    const read = await listLocations(api);
    if (read.ok) setRows(read.data.items);
  };
  const wordsOf = (problem: Problem): string => {
    if (problem.status === 0) return form("offline");
    if (isUncertain(problem)) return form("unsure");
    return problem.code === "STALE_EDIT" ? t("stale") : problem.title || form("unsure");
  };
  const edit = async (row: StockLocation, change: LocationEdit) => {
    if (busy) return;
    setBusy(true);
    const result = await editLocation(api, row, change);
    await reload();
    setBusy(false);
    if (!result.ok) return setOutcome({ text: wordsOf(result.problem), failed: true });
    const saved = result.data;
    const back = { name: row.name, position: row.position };
    setOutcome({ text: t("saved", { name: saved.name }), undo: () => void edit(saved, back) });
  };
  return { rows, outcome, edit, reload, dismiss: () => setOutcome(null) };
}

function NewLocation({ added }: { added: () => Promise<void> }) {
  const t = useTranslations("locations");
  const required = useTranslations("form.inputErrors")("required");
  const api = useApi();
  const state = useChange({
    fields: { id: "locationId", name: "locationName" },
    beside: { LOCATION_TAKEN: "locationId" },
    codes: { LOCATION_TAKEN: t("taken") },
  });
  return (
    <ChangeForm
      check={(values) => ({
        ...(/^[a-z0-9-]{1,40}$/.test(tidy(values.get("locationId"))) ? {} : { locationId: t("idHint") }),
        ...(tidy(values.get("locationName")) === "" ? { locationName: required } : {}),
      })}
      labels={{ locationName: t("name"), locationId: t("id") }}
      send={(values, form) =>
        state.change({
          call: () =>
            addLocation(api, { id: tidy(values.get("locationId")), name: tidy(values.get("locationName")) }),
          done: t("added"),
          after: () => {
            form.reset();
            return added();
          },
        })
      }
      state={state}
      submit={t("add")}
    >
      <TextField
        autoComplete="off"
        error={state.errors.fields.locationName}
        label={t("name")}
        maxLength={60}
        name="locationName"
      />
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        error={state.errors.fields.locationId}
        hint={t("idHint")}
        label={t("id")}
        maxLength={40}
        name="locationId"
        spellCheck={false}
      />
    </ChangeForm>
  );
}
