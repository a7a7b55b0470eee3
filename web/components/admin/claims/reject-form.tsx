"use client";

import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { rejectClaim } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { ReasonForm } from "../frame/reason-form";
import { useClaimStep } from "./use-claim-step";

export function RejectForm({ claim }: { claim: StaffClaim }) {
  const t = useTranslations("adminClaims");
  const api = useApi();
  const { state, take } = useClaimStep({ fields: { reason: "rejectReason" } });
  return (
    <div className="border-t border-line pt-3">
      <ReasonForm
        action={t("reject")}
        hint={t("rejectHint")}
        label={t("rejectReason")}
        missing={t("rejectMissing")}
        name="rejectReason"
        send={(reason) => take(() => rejectClaim(api, claim.id, reason), t("rejected"))}
        state={state}
      />
    </div>
  );
}
