"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { CartItem } from "@/lib/api/types";
import { Icon } from "../ui/icon";
import type { CartNews } from "./use-cart-changes";

type Props = { news: CartNews | null; undo: (item: CartItem) => void; close: () => void };

/**
 * Says what has just happened, above the page, so that nothing moves. The line whose button was pressed may
 * be gone, so the keyboard goes on from here.
 */
export function CartNewsBar({ news, undo, close }: Props) {
  const t = useTranslations("cart");
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (news) (bar.current?.querySelector("button") ?? bar.current)?.focus();
  }, [news]);
  const name = news?.kind === "removed" ? news.item.name : (news?.name ?? "");
  return (
    <div aria-live="polite">
      {news && (
        <div className="notice bg-ink" ref={bar}>
          <Icon className="shrink-0" name={news.kind === "failed" ? "alert" : "check"} size={20} />
          <p>{t(`news.${news.kind}`, { name })}</p>
          {news.kind === "removed" && (
            <button
              className="min-h-11 shrink-0 px-2 font-bold underline underline-offset-4"
              onClick={() => undo(news.item)}
              type="button"
            >
              {t("undo")}
            </button>
          )}
          <button
            aria-label={t("closeNews")}
            className="grid min-h-11 min-w-11 shrink-0 place-items-center"
            onClick={close}
            type="button"
          >
            <Icon name="close" size={18} />
          </button>
        </div>
      )}
    </div>
  );
}
