"use client";

import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { approveRefund, rejectRefund } from "@/lib/api/staff-payments";
import { ReasonForm } from "../frame/reason-form";
import { useDecision } from "./use-decision";

/** A large refund that another member of staff asked for. */
export function DecideRefund({ id }: { id: string }) {
  const t = useTranslations("adminPayments");
  const api = useApi();
  const { state, decide, dialog } = useDecision({ reason: "rejectReason" });
  return (
    <div className="flex flex-wrap items-start gap-x-4">
      <button
        aria-disabled={state.busy}
        className="button button-ink"
        onClick={() => void decide(() => approveRefund(api, id), t("approved"))}
        type="button"
      >
        {t("approve")}
      </button>
      <ReasonForm
        action={t("reject")}
        label={t("rejectReason")}
        missing={t("rejectMissing")}
        name="rejectReason"
        send={(reason) => decide(() => rejectRefund(api, id, reason), t("rejected"))}
        state={state}
      />
      {dialog}
    </div>
  );
}
