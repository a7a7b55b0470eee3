"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Notice, Refusal } from "@/components/form/notice";
import { useApi } from "@/lib/api/browser";
import { readRefundAccount, refundPaid } from "@/lib/api/staff-payments";
import type { RefundAccount } from "@/lib/api/types";
import { useDecision } from "./use-decision";

/** A refund of a bank transfer: staff see the account when they are about to pay, and say when it is done. */
export function PayRefund({ id }: { id: string }) {
  const t = useTranslations("adminPayments");
  const banks = useTranslations("banks");
  const api = useApi();
  const [account, setAccount] = useState<RefundAccount | null>(null);
  const { state, decide, guarded, dialog } = useDecision();
  const show = () =>
    state.change({ call: () => guarded(() => readRefundAccount(api, id)), after: setAccount });
  return (
    <div className="space-y-2">
      {account ? (
        <>
          <p className="tabular-nums select-all">
            {t("shown", { bank: banks(account.bank), number: account.accountNumber, holder: account.holder })}
          </p>
          <button
            aria-disabled={state.busy}
            className="button button-ink"
            onClick={() => void decide(() => refundPaid(api, id), t("paidDone"))}
            type="button"
          >
            {t("paid")}
          </button>
        </>
      ) : (
        <button
          aria-disabled={state.busy}
          className="button button-line"
          onClick={() => void show()}
          type="button"
        >
          {t("account")}
        </button>
      )}
      <Notice text={state.notice} />
      <Refusal text={state.errors.failure} />
      {dialog}
    </div>
  );
}
