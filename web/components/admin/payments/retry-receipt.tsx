"use client";

import { useTranslations } from "next-intl";
import { Notice, Refusal } from "@/components/form/notice";
import { useApi } from "@/lib/api/browser";
import { requestReceipt } from "@/lib/api/staff-payments";
import { useDecision } from "./use-decision";

/** Asks the issuer again, now. */
export function RetryReceipt({ id, name }: { id: string; name: string }) {
  const t = useTranslations("adminPayments");
  const api = useApi();
  const { state, decide, dialog } = useDecision();
  return (
    <div className="space-y-2">
      <button
        aria-disabled={state.busy}
        aria-label={t("retryReceiptOf", { name })}
        className="button button-line"
        onClick={() => void decide(() => requestReceipt(api, id), t("receiptAsked"))}
        type="button"
      >
        {t("retryReceipt")}
      </button>
      <Notice text={state.notice} />
      <Refusal text={state.errors.failure} />
      {dialog}
    </div>
  );
}
