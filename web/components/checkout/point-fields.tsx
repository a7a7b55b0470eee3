"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { TextField } from "../form/text-field";
import type { useReductions } from "./use-reductions";

type Props = {
  /** Of useReductions. */
  reductions: ReturnType<typeof useReductions>;
  /** What the member can spend. */
  available: number;
};

/** A field for points, with a button that spends as many as the order can. */
export function PointFields({ reductions, available }: Props) {
  const t = useTranslations("points");
  const field = useRef<HTMLDivElement>(null);
  const { pointProblem, busy, used, show, showAllPoints } = reductions;

  const input = () => field.current?.querySelector("input") ?? null;
  const spend = () => {
    const typed = Number((input()?.value ?? "").replaceAll(/[\s,]/g, "") || "0");
    const isWhole = Number.isSafeInteger(typed) && typed >= 0;
    void show({ points: isWhole ? typed : 0 });
  };
  const spendAll = async () => {
    const most = await showAllPoints();
    const shown = input();
    if (shown && most !== null) shown.value = String(most);
  };
  return (
    <div className="space-y-3">
      <p className="text-[0.9375rem] text-soft">{t("available", { points: available })}</p>
      <div className="flex flex-wrap items-end gap-3" ref={field}>
        <div className="min-w-40 flex-1">
          <TextField
            autoComplete="off"
            inputMode="numeric"
            label={t("toSpend")}
            maxLength={15}
            name="points"
            // Points that were typed are meant. The buttons beside follow by themselves.
            onBlur={({ relatedTarget }) => {
              if (!field.current?.contains(relatedTarget)) spend();
            }}
            // The form's own button orders.
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              spend();
            }}
          />
        </div>
        <button aria-disabled={busy} className="button button-line" onClick={spend} type="button">
          {t("spend")}
        </button>
        <button
          aria-disabled={busy}
          className="button button-line"
          onClick={() => void spendAll()}
          type="button"
        >
          {t("spendAll")}
        </button>
      </div>
      <p aria-live="polite" className="-mt-1 min-h-5 text-sm font-medium text-accent-deep">
        {pointProblem ?? (used.points > 0 ? t("spending", { points: used.points }) : null)}
      </p>
    </div>
  );
}
