"use client";

import { useTranslations } from "next-intl";
import type { StockLocation } from "@/lib/api/types";
import { RenamedName, ROW_ACTION } from "../frame/renamed-name";

export type LocationEdit = { name?: string; position?: number };

type Props = {
  row: StockLocation;
  /** Its place, from 0. */
  at: number;
  count: number;
  edit: (row: StockLocation, change: LocationEdit) => Promise<void>;
  readOnly: boolean;
};

/** A location: its place in the order of serving, its name, and the ways to change both. */
export function LocationRow({ row, at, count, edit, readOnly }: Props) {
  const t = useTranslations("locations");
  const { id, name } = row;
  const moves = ([-1, 1] as const).map((step) => {
    const possible = at + step >= 0 && at + step < count;
    return (
      <button
        aria-disabled={!possible}
        aria-label={t(step < 0 ? "earlierOf" : "laterOf", { name })}
        className={ROW_ACTION}
        key={step}
        onClick={() => possible && void edit(row, { position: at + step })}
        type="button"
      >
        {t(step < 0 ? "earlier" : "later")}
      </button>
    );
  });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="w-6 text-soft tabular-nums">{at + 1}</span>
      <RenamedName
        before={moves}
        code={id}
        labels={{
          field: t("nameOf", { name }),
          save: t("save"),
          rename: t("rename"),
          renameOf: t("renameOf", { name }),
        }}
        name={name}
        readOnly={readOnly}
        rename={(next) => edit(row, { name: next })}
      />
    </li>
  );
}
