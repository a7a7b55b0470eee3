"use client";

import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { confirmPurchase } from "@/lib/api/order-changes";
import type { FullOrder } from "@/lib/api/types";
import { Refusal } from "../form/notice";
import { useChange } from "../form/use-change";

type Props = { orderId: string; guestToken: string | undefined; changed: (order: FullOrder) => void };

export function ConfirmPurchase({ orderId, guestToken, changed }: Props) {
  const t = useTranslations("order");
  const api = useApi();
  const state = useChange();
  return (
    <div>
      <p className="text-[0.9375rem] text-soft">{t("confirmText")}</p>
      <button
        aria-disabled={state.busy}
        className="button button-ink mt-3"
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
