"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Refusal } from "@/components/form/notice";
import { deleteBrand } from "@/lib/api/brands";
import { useApi } from "@/lib/api/browser";
import type { StaffBrand } from "@/lib/api/types";

type Props = { row: StaffBrand; removed: () => void };

const DIALOG =
  "m-auto w-[min(28rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink backdrop:bg-ink/45";

/** Asks first. */
export function DeleteBrand({ row, removed }: Props) {
  const t = useTranslations("brands");
  const api = useApi();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const act = async () => {
    if (busy) return;
    setBusy(true);
    const result = await deleteBrand(api, row);
    setBusy(false);
    if (!result.ok)
      return setFailure(result.problem.code === "STALE_EDIT" ? t("stale") : result.problem.title);
    dialog.current?.close();
    removed();
  };
  return (
    <>
      <button
        className="min-h-11 px-1 text-[0.9375rem] text-accent-deep underline underline-offset-4"
        onClick={() => dialog.current?.showModal()}
        type="button"
      >
        {t("delete")}
      </button>
      <dialog aria-label={t("deleteTitle", { name: row.name })} className={DIALOG} ref={dialog}>
        <h3 className="text-lg font-bold">{t("deleteTitle", { name: row.name })}</h3>
        <p className="mt-2 text-[0.9375rem] text-soft">{t("deleteText")}</p>
        <Refusal text={failure} />
        <div className="mt-6 grid grid-cols-2 gap-3">
          <button className="button button-line px-3!" onClick={() => dialog.current?.close()} type="button">
            {t("cancel")}
          </button>
          <button
            aria-disabled={busy}
            className="button button-ink px-3!"
            onClick={() => void act()}
            type="button"
          >
            {t("deleteConfirm")}
          </button>
        </div>
      </dialog>
    </>
  );
}
