"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { useStepUp } from "@/components/auth/step-up";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { amountOf } from "@/lib/admin/products/amounts";
import { useApi } from "@/lib/api/browser";
import { refundOrder } from "@/lib/api/staff-orders";
import type { StaffOrder } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

/** Gives money back without canceling pieces. It may ask for the password once more. */
export function RefundForm({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const locale = useLocale();
  const api = useApi();
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  // A repeat of the same amount and reason is the same request, so that a lost answer refunds once.
  const sent = useRef({ intent: "", key: "" });
  const state = useChange({
    fields: { amount: "refundAmount", reason: "refundReason" },
    codes: { REFUND_TOO_LARGE: t("tooMuch"), WRONG_ORDER_STATUS: t("changed") },
  });
  const read = (values: FormData) => ({
    amount: amountOf(String(values.get("refundAmount") ?? ""), order.refundable.currency) ?? 0,
    reason: String(values.get("refundReason") ?? "").trim(),
  });
  const keyOf = (body: object): string => {
    const intent = JSON.stringify(body);
    if (sent.current.intent !== intent) sent.current = { intent, key: crypto.randomUUID() };
    return sent.current.key;
  };
  return (
    <details className="mt-3 border-t border-line pt-3">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-link">
        {t("refund")}
      </summary>
      <ChangeForm
        check={(values) => {
          const { amount, reason } = read(values);
          return {
            ...(amount === 0 && { refundAmount: t("amountError") }),
            ...(reason === "" && { refundReason: t("reasonMissing") }),
          };
        }}
        labels={{ refundAmount: t("amount"), refundReason: t("reason") }}
        send={(values) => {
          const body = read(values);
          return state.change({
            call: () => guarded(() => refundOrder(api, keyOf(body), order.id, body)),
            done: t("refundDone"),
            after: () => router.refresh(),
          });
        }}
        state={state}
        submit={t("refund")}
      >
        <TextField
          error={state.errors.fields.refundAmount}
          hint={t("amountHint", { left: formatMoney(order.refundable, locale) })}
          inputMode="numeric"
          label={t("amount")}
          name="refundAmount"
        />
        <TextField
          error={state.errors.fields.refundReason}
          label={t("reason")}
          maxLength={200}
          name="refundReason"
        />
      </ChangeForm>
      {dialog}
    </details>
  );
}
