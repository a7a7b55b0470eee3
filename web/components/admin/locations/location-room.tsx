"use client";

import { useTranslations } from "next-intl";
import { Panel } from "@/components/account/account-page";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { addLocation, editLocation, listLocations } from "@/lib/api/stock";
import type { StockLocation } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { Toast } from "../frame/toast";
import { useStoredRows } from "../frame/use-stored-rows";
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
  const api = useApi();
  const { settle, ...list } = useStoredRows({ stored, list: () => listLocations(api), stale: t("stale") });
  const edit = (row: StockLocation, change: LocationEdit): Promise<void> =>
    settle(
      () => editLocation(api, row, change),
      (saved) => ({
        text: t("saved", { name: saved.name }),
        undo: () => void edit(saved, { name: row.name, position: row.position }),
      }),
    );
  return { ...list, edit };
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
