"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";

const SHOWN_MS = 6000;

/** Confirms the addition and links to the cart. It disappears by itself, because the cart's count stays. */
export function AddedNotice({ close }: { close: () => void }) {
  const t = useTranslations("buy");
  // biome-ignore lint/correctness/useExhaustiveDependencies: one notice, one timer
  useEffect(() => {
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      className={clsx(
        "fixed inset-x-4 bottom-24 z-30 mx-auto flex max-w-md animate-rise items-center gap-3 rounded-lg",
        "bg-ink py-2 pr-2 pl-5 text-white shadow-xl md:bottom-8",
      )}
      role="status"
    >
      <Icon name="check" size={20} />
      <p className="flex-1 text-[0.9375rem] font-medium">{t("added")}</p>
      <ShopLink
        className={clsx(
          "inline-flex min-h-11 items-center rounded-md px-3 font-bold underline underline-offset-4",
          "hover:bg-white/10 focus-visible:outline-white",
        )}
        href="/cart"
      >
        {t("toCart")}
      </ShopLink>
    </div>
  );
}
