"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Refusal } from "@/components/form/notice";
import type { StaffAttribute } from "@/lib/api/types";
import type { AttributeList } from "./use-attributes";

type Props = { row: StaffAttribute; list: AttributeList; removed: () => void };

/** Asks first; once more, with their number, where products have it. */
export function DeleteAttribute({ row, list, removed }: Props) {
  const t = useTranslations("attributes");
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        className="min-h-11 px-1 text-[0.9375rem] text-accent-deep underline underline-offset-4"
        onClick={() => {
          setOpen(true);
          dialog.current?.showModal();
        }}
        type="button"
      >
        {t("delete")}
      </button>
      <dialog
        aria-label={t("deleteTitle", { name: row.name })}
        className={clsx(
          "m-auto w-[min(28rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink",
          "backdrop:bg-ink/45 open:animate-rise",
        )}
        onClose={() => setOpen(false)}
        ref={dialog}
      >
        {open && <Question list={list} removed={removed} row={row} shut={() => dialog.current?.close()} />}
      </dialog>
    </>
  );
}

function Question({ row, list, removed, shut }: Props & { shut: () => void }) {
  const t = useTranslations("attributes");
  const [busy, setBusy] = useState(false);
  /** Products that have it, when the shop has said so. */
  const [uses, setUses] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const act = async () => {
    if (busy) return;
    setBusy(true);
    const result = await list.remove(row, uses !== null);
    setBusy(false);
    if (result.ok) {
      shut();
      removed();
    } else if (result.problem.code === "ATTRIBUTE_IN_USE") setUses(result.problem.products ?? 1);
    else setFailure(result.problem.title);
  };
  return (
    <>
      <h3 className="text-lg font-bold">{t("deleteTitle", { name: row.name })}</h3>
      <p className="mt-2 text-[0.9375rem] text-soft" role="status">
        {uses === null ? t("deleteText") : t("deleteInUse", { count: uses })}
      </p>
      <Refusal text={failure} />
      <div className="mt-6 grid grid-cols-2 gap-3">
        <button className="button button-line px-3!" onClick={shut} type="button">
          {t("cancel")}
        </button>
        <button
          aria-disabled={busy}
          className="button button-ink px-3!"
          onClick={() => void act()}
          type="button"
        >
          {t(uses === null ? "deleteConfirm" : "deleteFromProducts")}
        </button>
      </div>
    </>
  );
}
