"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { Icon } from "../ui/icon";
import { ShopLink } from "../ui/shop-link";

const SHOWN_MS = 6000;

/** Over the bar with the buy buttons, which is fixed on phones. */
const NOTICE = clsx(
  "fixed inset-x-4 bottom-24 z-30 mx-auto flex max-w-md animate-rise items-center gap-3 rounded-lg",
  "py-2 pr-2 pl-5 shadow-xl md:bottom-8",
);
const ACTION = clsx(
  "inline-flex min-h-11 items-center rounded-md px-3 font-bold underline underline-offset-4",
  "hover:bg-white/10 focus-visible:outline-white",
);

type Props = { close: () => void; limitedTo: number | null };

/** Confirms the addition and links to the cart. It disappears by itself, because the cart's count stays. */
export function AddedNotice({ close, limitedTo }: Props) {
  const t = useTranslations("buy");
  // biome-ignore lint/correctness/useExhaustiveDependencies: one notice, one timer
  useEffect(() => {
    // What was not added has to be read.
    if (limitedTo !== null) return;
    const timer = setTimeout(close, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={clsx(NOTICE, "bg-ink text-white")} role="status">
      <Icon className="shrink-0" name={limitedTo === null ? "check" : "alert"} size={20} />
      <p className="flex-1 text-[0.9375rem] font-medium">
        {limitedTo === null ? t("added") : t("limited", { count: limitedTo })}
      </p>
      <ShopLink className={clsx(ACTION, "shrink-0")} href="/cart">
        {t("toCart")}
      </ShopLink>
    </div>
  );
}

/** Why nothing was added. It stays until the shopper closes it or tries again. */
export function RefusedNotice({ close, text }: { close: () => void; text: ReactNode }) {
  const t = useTranslations("buy");
  return (
    <div className={clsx(NOTICE, "bg-accent-deep text-white")} role="alert">
      <Icon className="shrink-0" name="alert" size={20} />
      <p className="flex-1 text-[0.9375rem] font-medium">{text}</p>
      <button
        aria-label={t("close")}
        className={clsx(ACTION, "min-w-11 justify-center")}
        onClick={close}
        type="button"
      >
        <Icon name="close" size={19} />
      </button>
    </div>
  );
}
