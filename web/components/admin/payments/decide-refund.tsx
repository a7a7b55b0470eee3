"use client";

import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useApi } from "@/lib/api/browser";
import { approveRefund, rejectRefund } from "@/lib/api/staff-payments";
import { useDecision } from "./use-decision";

/** A large refund that another member of staff asked for. */
export function DecideRefund({ id }: { id: string }) {
  const t = useTranslations("adminPayments");
  const api = useApi();
  const { state, decide, dialog } = useDecision({ reason: "rejectReason" });
  const reasonOf = (values: FormData) => String(values.get("rejectReason") ?? "").trim();
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
      <details>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">
          {t("reject")}
        </summary>
        <ChangeForm
          check={(values) => (reasonOf(values) === "" ? { rejectReason: t("rejectMissing") } : {})}
          labels={{ rejectReason: t("rejectReason") }}
          send={(values) => decide(() => rejectRefund(api, id, reasonOf(values)), t("rejected"))}
          state={state}
          submit={t("reject")}
        >
          <TextField
            error={state.errors.fields.rejectReason}
            label={t("rejectReason")}
            maxLength={200}
            name="rejectReason"
          />
        </ChangeForm>
      </details>
      {dialog}
    </div>
  );
}
