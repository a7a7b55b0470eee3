"use client";

import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { confirmPurchase } from "@/lib/api/order-changes";
import type { FullOrder } from "@/lib/api/types";
import { Refusal } from "../form/notice";
import { useChange } from "../form/use-change";

type Props = {
  orderId: string;
  guestToken: string | undefined;
  changed: (order: FullOrder) => void;
  /** In a list whose page says once what it means: the order, for those who cannot see the row. */
  inRowOf?: string;
};

export function ConfirmPurchase({ orderId, guestToken, changed, inRowOf }: Props) {
  const t = useTranslations("order");
  const api = useApi();
  const state = useChange();
  return (
    <div>
      {!inRowOf && <p className="mb-3 text-[0.9375rem] text-soft">{t("confirmText")}</p>}
      <button
        aria-disabled={state.busy}
        aria-label={inRowOf && `${t("confirmPurchase")}: ${inRowOf}`}
        className={inRowOf ? "button button-line min-h-11 px-4 text-[0.9375rem]" : "button button-ink"}
        onClick={() =>
          void state.change({ call: () => confirmPurchase(api, orderId, guestToken), after: changed })
        }
        type="button"
      >
        {t("confirmPurchase")}
      </button>
      <Refusal text={state.errors.failure} />
    </div>
  );
}
