"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { childrenOf } from "@/lib/admin/categories/category-tree";
import { treeRowsOf } from "@/lib/admin/products/tree";
import type { StaffCategory } from "@/lib/api/types";
import type { CategoryList } from "./use-categories";

type Props = { row: StaffCategory; list: CategoryList; removed: () => void };

/** Asks first: a deleted category cannot be taken back. Its products stay in the shop. */
export function DeleteCategory({ row, list, removed }: Props) {
  const t = useTranslations("categories");
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const shut = () => dialog.current?.close();
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
        {open && <Question list={list} removed={removed} row={row} shut={shut} />}
      </dialog>
    </>
  );
}

function Question({ row, list, removed, shut }: Props & { shut: () => void }) {
  const t = useTranslations("categories");
  const [moveTo, setMoveTo] = useState("");
  const [busy, setBusy] = useState(false);
  const below = childrenOf(list.rows, row.id).length;
  const act = async () => {
    if (busy) return;
    setBusy(true);
    const done = await list.remove(row.id, moveTo || null);
    shut();
    if (done) removed();
  };
  return (
    <>
      <h3 className="text-lg font-bold">
        {t(below > 0 ? "cannotDelete" : "deleteTitle", { name: row.name })}
      </h3>
      <p className="mt-2 text-[0.9375rem] text-soft">
        {below > 0 ? t("hasBelow", { count: below }) : t("deleteText", { count: row.productCount })}
      </p>
      {below === 0 && row.productCount > 0 && (
        <label className="mt-4 block text-[0.9375rem] font-semibold">
          {t("moveProducts")}
          <select
            className="field mt-1.5 font-normal"
            onChange={({ currentTarget }) => setMoveTo(currentTarget.value)}
            value={moveTo}
          >
            <option value="">{t("moveNowhere")}</option>
            {treeRowsOf(list.rows)
              .filter(({ id }) => id !== row.id)
              .map(({ id, name, depth }) => (
                <option key={id} value={id}>
                  {"\u2003".repeat(depth) + name}
                </option>
              ))}
          </select>
        </label>
      )}
      <div className="mt-6 grid grid-cols-2 gap-3">
        <button className="button button-line px-3!" onClick={shut} type="button">
          {t(below > 0 ? "close" : "cancel")}
        </button>
        {below === 0 && (
          <button
            aria-disabled={busy}
            className="button button-ink px-3!"
            onClick={() => void act()}
            type="button"
          >
            {t("deleteConfirm")}
          </button>
        )}
      </div>
    </>
  );
}
