"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useStepUp } from "@/components/auth/step-up";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { amountOf } from "@/lib/admin/products/amounts";
import { useApi } from "@/lib/api/browser";
import { refundOrder } from "@/lib/api/staff-orders";
import type { StaffOrder } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Wish = { readonly amount: number; readonly reason: string };

/**
 * Gives money back without canceling pieces. The first press shows what the provider will be asked, the
 * second asks it, which may need the password once more.
 */
export function RefundForm({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const locale = useLocale();
  const api = useApi();
  const router = useRouter();
  const { guarded, dialog } = useStepUp();
  // A repeat of the same amount and reason is the same request, so that a lost answer refunds once.
  const sent = useRef({ intent: "", key: "" });
  const [shown, setShown] = useState<Wish | null>(null);
  const state = useChange({
    fields: { amount: "refundAmount", reason: "refundReason" },
    codes: { REFUND_TOO_LARGE: t("tooMuch"), WRONG_ORDER_STATUS: t("changed") },
  });
  const read = (values: FormData): Wish => ({
    amount: amountOf(String(values.get("refundAmount") ?? ""), order.refundable.currency) ?? 0,
    reason: String(values.get("refundReason") ?? "").trim(),
  });
  const inWords = (amount: number) => formatMoney({ ...order.refundable, amount }, locale);
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
        send={async (values) => {
          const body = read(values);
          if (JSON.stringify(body) !== JSON.stringify(shown)) return setShown(body);
          await state.change({
            call: () => guarded(() => refundOrder(api, keyOf(body), order.id, body)),
            done: t("refundDone"),
            after: () => {
              // The same amount once more is another refund.
              sent.current = { intent: "", key: "" };
              setShown(null);
              router.refresh();
            },
          });
        }}
        state={state}
        submit={shown ? t("refundNow", { amount: inWords(shown.amount) }) : t("refund")}
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
        {shown && (
          <p className="rounded-md bg-sand p-4 text-[0.9375rem]" role="status">
            {t("refundAsk", {
              provider: t(`providers.${order.payment?.provider ?? "none"}`),
              amount: inWords(shown.amount),
              left: inWords(order.refundable.amount - shown.amount),
            })}
          </p>
        )}
      </ChangeForm>
      {dialog}
    </details>
  );
}
