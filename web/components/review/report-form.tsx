"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { reportReview } from "@/lib/api/reviews";
import { ChangeForm } from "../form/change-form";
import { LabelledField, TextField } from "../form/text-field";
import { useChange } from "../form/use-change";

const reasons = ["advertising", "abuse", "privacy", "false", "other"] as const;

/** Why a member thinks that a review should not stand. Staff decide. */
export default function ReportForm({ reviewId }: { reviewId: string }) {
  const t = useTranslations("reviews");
  const api = useApi();
  const [sent, setSent] = useState(false);
  const [reason, note] = [`report-reason-${reviewId}`, `report-note-${reviewId}`];
  const state = useChange({
    fields: { reason, note },
    codes: { UNAUTHENTICATED: t("signInFirst"), TOO_MANY_REQUESTS: t("tooMany") },
  });
  if (sent)
    return (
      <p className="w-full text-sm text-soft" role="status">
        {t("reported")}
      </p>
    );
  return (
    <div className="mt-2 w-full max-w-xl">
      <ChangeForm
        check={() => ({})}
        labels={{ [reason]: t("reportReason"), [note]: t("reportNote") }}
        send={(values) => {
          const text = String(values.get(note) ?? "").trim();
          const chosen = reasons.find((each) => each === values.get(reason)) ?? "other";
          return state.change({
            call: () => reportReview(api, reviewId, { reason: chosen, ...(text && { note: text }) }),
            after: () => setSent(true),
          });
        }}
        state={state}
        submit={t("report")}
      >
        <LabelledField error={state.errors.fields[reason]} label={t("reportReason")} name={reason}>
          {(control) => (
            <select {...control}>
              {reasons.map((each) => (
                <option key={each} value={each}>
                  {t(`reasons.${each}`)}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
        <TextField error={state.errors.fields[note]} label={t("reportNote")} maxLength={500} name={note} />
      </ChangeForm>
    </div>
  );
}
