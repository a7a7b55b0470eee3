"use client";

import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useApi } from "@/lib/api/browser";
import { rejectClaim } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { useClaimStep } from "./use-claim-step";

export function RejectForm({ claim }: { claim: StaffClaim }) {
  const t = useTranslations("adminClaims");
  const api = useApi();
  const { state, take } = useClaimStep({ fields: { reason: "rejectReason" } });
  const reasonOf = (values: FormData) => String(values.get("rejectReason") ?? "").trim();
  return (
    <details className="border-t border-line pt-3">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-link">
        {t("reject")}
      </summary>
      <ChangeForm
        check={(values) => (reasonOf(values) === "" ? { rejectReason: t("rejectMissing") } : {})}
        labels={{ rejectReason: t("rejectReason") }}
        send={(values) => take(() => rejectClaim(api, claim.id, reasonOf(values)), t("rejected"))}
        state={state}
        submit={t("reject")}
      >
        <TextField
          error={state.errors.fields.rejectReason}
          hint={t("rejectHint")}
          label={t("rejectReason")}
          maxLength={200}
          name="rejectReason"
        />
      </ChangeForm>
    </details>
  );
}
