"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";

type Props = { busy: boolean; soldOut: boolean; buy: (directly: boolean) => void };

/** The two buttons to buy: under the options on wide screens, fixed at the bottom on phones. */
export function BuyBar({ busy, soldOut, buy }: Props) {
  const t = useTranslations("buy");
  return (
    <div
      data-buy-bar
      className={clsx(
        "fixed inset-x-0 bottom-0 z-20 flex gap-2.5 border-t border-line bg-paper px-5 pt-3",
        "pb-[max(0.75rem,env(safe-area-inset-bottom))] md:static md:mt-8 md:border-0 md:bg-transparent",
        "md:p-0",
      )}
    >
      {soldOut ? (
        <button className="button button-ink flex-1" disabled type="button">
          {t("soldOut")}
        </button>
      ) : (
        <>
          <button
            aria-disabled={busy}
            className="button button-line flex-1 px-3!"
            onClick={() => buy(false)}
            type="button"
          >
            {t("add")}
          </button>
          <button
            aria-disabled={busy}
            className="button button-accent flex-1 px-3!"
            onClick={() => buy(true)}
            type="button"
          >
            {t("now")}
          </button>
        </>
      )}
    </div>
  );
}
