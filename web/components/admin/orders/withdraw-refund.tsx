"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useStepUp } from "@/components/auth/step-up";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { withdrawRefund } from "@/lib/api/staff-orders";

/** A refund of staff that was refused, or waits for a second person, is not to be given back after all. */
export function WithdrawRefund({ orderId, refundId }: { orderId: string; refundId: string }) {
  const t = useTranslations("adminOrders");
  const api = useApi();
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  const name = `withdraw-${refundId}`;
  const state = useChange({
    fields: { reason: name },
    codes: { REFUND_NOT_WITHDRAWABLE: t("refundNotWithdrawable") },
  });
  const reasonOf = (values: FormData) => String(values.get(name) ?? "").trim();
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">
        {t("withdrawRefund")}
      </summary>
      <ChangeForm
        check={(values) => (reasonOf(values) === "" ? { [name]: t("withdrawReasonMissing") } : {})}
        labels={{ [name]: t("withdrawReason") }}
        send={(values) =>
          state.change({
            call: () => guarded(() => withdrawRefund(api, orderId, refundId, reasonOf(values))),
            done: t("refundWithdrawn"),
            after: () => router.refresh(),
          })
        }
        state={state}
        submit={t("withdrawRefund")}
      >
        <TextField
          error={state.errors.fields[name]}
          hint={t("withdrawHint")}
          label={t("withdrawReason")}
          maxLength={200}
          name={name}
        />
      </ChangeForm>
      {dialog}
    </details>
  );
}
