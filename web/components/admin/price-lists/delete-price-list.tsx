"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Refusal } from "@/components/form/notice";
import { useApi } from "@/lib/api/browser";
import { deletePriceList } from "@/lib/api/price-lists";
import type { PriceList } from "@/lib/api/types";
import { localePath } from "@/lib/paths";

/** Asks first: the prices go with the list. */
export function DeletePriceList({ list }: { list: PriceList }) {
  const t = useTranslations("priceLists");
  const api = useApi();
  const router = useRouter();
  const locale = useLocale();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = async () => {
    if (busy) return;
    setBusy(true);
    const result = await deletePriceList(api, list);
    setBusy(false);
    if (result.ok) router.push(localePath(locale, "/admin/price-lists"));
    else setFailure(result.problem.code === "STALE_EDIT" ? t("stale") : result.problem.title);
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
      <dialog
        aria-label={t("deleteTitle", { name: list.name })}
        className={clsx(
          "m-auto w-[min(28rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink",
          "backdrop:bg-ink/45 open:animate-rise",
        )}
        ref={dialog}
      >
        <h3 className="text-lg font-bold">{t("deleteTitle", { name: list.name })}</h3>
        <p className="mt-2 text-[0.9375rem] text-soft">{t("deleteText", { count: list.priceCount })}</p>
        <Refusal text={failure} />
        <div className="mt-6 grid grid-cols-2 gap-3">
          <button className="button button-line px-3!" onClick={() => dialog.current?.close()} type="button">
            {t("cancel")}
          </button>
          <button
            aria-disabled={busy}
            className="button button-ink px-3!"
            onClick={() => void remove()}
            type="button"
          >
            {t("delete")}
          </button>
        </div>
      </dialog>
    </>
  );
}
