"use client";

import { useLocale, useTranslations } from "next-intl";
import { Notice, Refusal } from "@/components/form/notice";
import { useApi } from "@/lib/api/browser";
import { confirmDeposit } from "@/lib/api/staff-payments";
import type { StaffPayment } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { useDecision } from "./use-decision";

/** The money of a bank transfer has arrived, all of it. */
export function ConfirmDeposit({ payment: { id, amount } }: { payment: StaffPayment }) {
  const t = useTranslations("adminPayments");
  const locale = useLocale();
  const api = useApi();
  const { state, decide, dialog } = useDecision();
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">{t("confirm")}</summary>
      <p className="mb-2 text-sm">{t("confirmText", { amount: formatMoney(amount, locale) })}</p>
      <button
        aria-disabled={state.busy}
        className="button button-ink"
        onClick={() => void decide(() => confirmDeposit(api, id, amount), t("confirmed"))}
        type="button"
      >
        {t("confirm")}
      </button>
      <Notice text={state.notice} />
      <Refusal text={state.errors.failure} />
      {dialog}
    </details>
  );
}
