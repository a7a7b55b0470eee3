"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { StockLocation } from "@/lib/api/types";

const ACTION = "inline-flex min-h-11 items-center px-2 text-sm text-link aria-disabled:opacity-40";

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
  const [typed, setTyped] = useState<string | null>(null);
  const rename = async () => {
    const next = typed?.trim() ?? "";
    setTyped(null);
    if (next !== "" && next !== name) await edit(row, { name: next });
  };
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="w-6 text-soft tabular-nums">{at + 1}</span>
      {typed === null ? (
        <span className="min-w-0 flex-1 basis-40">
          <span className="font-medium">{name}</span> <span className="text-sm text-soft">{id}</span>
        </span>
      ) : (
        <form
          className="flex min-w-0 flex-1 basis-56 gap-2"
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            void rename();
          }}
        >
          <input
            aria-label={t("nameOf", { name })}
            // biome-ignore lint/a11y/noAutofocus: the button that was pressed makes place for the field
            autoFocus
            className="field min-h-11!"
            maxLength={60}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={({ key }) => key === "Escape" && setTyped(null)}
            value={typed}
          />
          <button className="button button-ink min-h-11! px-4!" type="submit">
            {t("save")}
          </button>
        </form>
      )}
      {!readOnly && typed === null && (
        <span className="flex">
          {([-1, 1] as const).map((step) => {
            const possible = at + step >= 0 && at + step < count;
            return (
              <button
                aria-disabled={!possible}
                aria-label={t(step < 0 ? "earlierOf" : "laterOf", { name })}
                className={ACTION}
                key={step}
                onClick={() => possible && void edit(row, { position: at + step })}
                type="button"
              >
                {t(step < 0 ? "earlier" : "later")}
              </button>
            );
          })}
          <button
            aria-label={t("renameOf", { name })}
            className={ACTION}
            onClick={() => setTyped(name)}
            type="button"
          >
            {t("rename")}
          </button>
        </span>
      )}
    </li>
  );
}
