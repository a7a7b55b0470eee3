"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useStepUp } from "@/components/auth/step-up";
import { Notice, Refusal } from "@/components/form/notice";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { retryRefunds } from "@/lib/api/staff-orders";

/** Asks the payment provider again for refunds that it refused. It may ask for the password once more. */
export function RetryRefunds({ orderId }: { orderId: string }) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  const state = useChange();
  return (
    <div className="mt-3">
      <button
        aria-disabled={state.busy}
        className="button button-line"
        onClick={() =>
          void state.change({
            call: () => guarded(() => retryRefunds(api, orderId)),
            done: t("refundsRetried"),
            after: () => router.refresh(),
          })
        }
        type="button"
      >
        {t("retryRefunds")}
      </button>
      <Notice text={state.notice} />
      <Refusal text={state.errors.failure} />
      {dialog}
    </div>
  );
}
