"use client";

import { useTranslations } from "next-intl";

type Props = { busy: boolean; soldOut: boolean; buy: (directly: boolean) => void };

/** The two buttons to buy: under the options on wide screens, fixed at the bottom on phones. */
export function BuyBar({ busy, soldOut, buy }: Props) {
  const t = useTranslations("buy");
  return (
    <div className="buy-bar" data-buy-bar>
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
