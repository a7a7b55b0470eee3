"use client";

import { useLocale, useTranslations } from "next-intl";
import { useStepUp } from "@/components/auth/step-up";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useApi } from "@/lib/api/browser";
import { feePaidBack } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { useClaimStep } from "./use-claim-step";

/** The fee of an exchange that is not due any more is paid back by hand, and found by its reference. */
export function FeeBackForm({ claim }: { claim: StaffClaim }) {
  const t = useTranslations("adminClaims");
  const locale = useLocale();
  const api = useApi();
  const { guarded, dialog } = useStepUp();
  const step = useClaimStep({
    codes: { NO_CLAIM_FEE: t("feeNotOwed"), AMOUNT_MISMATCH: t("feeNotOwed") },
    fields: { reference: "feeReference" },
  });
  const { fee } = claim;
  if (fee?.state !== "owed_back") return null;
  const referenceOf = (values: FormData) => String(values.get("feeReference") ?? "").trim();
  return (
    <div>
      <p className="text-[0.9375rem] text-soft">
        {t("feeBackText", { amount: formatMoney(fee.amount, locale) })}
      </p>
      <ChangeForm
        check={(values) => (referenceOf(values) === "" ? { feeReference: t("feeReferenceMissing") } : {})}
        labels={{ feeReference: t("feeReference") }}
        send={(values) =>
          step.take(
            () =>
              guarded(() =>
                feePaidBack(api, claim.id, { amount: fee.amount, reference: referenceOf(values) }),
              ),
            t("feePaidBack"),
          )
        }
        state={step.state}
        submit={t("feePayBack", { amount: formatMoney(fee.amount, locale) })}
      >
        <TextField
          error={step.state.errors.fields.feeReference}
          hint={t("feeReferenceHint")}
          label={t("feeReference")}
          maxLength={100}
          name="feeReference"
        />
      </ChangeForm>
      {dialog}
    </div>
  );
}
