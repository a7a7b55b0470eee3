"use client";

import { useLocale, useTranslations } from "next-intl";
import { Notice, Refusal } from "@/components/form/notice";
import { useApi } from "@/lib/api/browser";
import { feeReceived, waiveFee } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { ReasonForm } from "../frame/reason-form";
import { useClaimStep } from "./use-claim-step";

/** The new goods of an exchange wait until its fee is received or waived. */
export function FeeForms({ claim }: { claim: StaffClaim }) {
  const t = useTranslations("adminClaims");
  const locale = useLocale();
  const api = useApi();
  const codes = { NO_CLAIM_FEE: t("feeNone") };
  const received = useClaimStep({ codes });
  const waived = useClaimStep({ codes, fields: { reason: "feeReason" } });
  const { fee } = claim;
  if (fee?.state !== "due") return null;
  return (
    <div className="space-y-3">
      <p className="text-[0.9375rem] text-soft">{t("feeText")}</p>
      <button
        aria-disabled={received.state.busy}
        className="button button-ink"
        onClick={() => void received.take(() => feeReceived(api, claim.id), t("feeReceived"))}
        type="button"
      >
        {t("feeReceive", { amount: formatMoney(fee.amount, locale) })}
      </button>
      <Notice text={received.state.notice} />
      <Refusal text={received.state.errors.failure} />
      <div className="border-t border-line pt-3">
        <ReasonForm
          action={t("feeWaive")}
          label={t("feeReason")}
          missing={t("feeReasonMissing")}
          name="feeReason"
          send={(reason) => waived.take(() => waiveFee(api, claim.id, reason), t("feeWaived"))}
          state={waived.state}
        />
      </div>
    </div>
  );
}
