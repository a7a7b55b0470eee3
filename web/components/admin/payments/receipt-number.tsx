"use client";

import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { LabelledField, TextField } from "@/components/form/text-field";
import { useApi } from "@/lib/api/browser";
import { requestReceipt } from "@/lib/api/staff-payments";
import { readReceipt, receiptErrors, receiptKinds } from "@/lib/checkout/cash-receipt";
import { useDecision } from "./use-decision";

/** The number that a buyer told to staff, for a cash receipt in its name. */
export function ReceiptNumber({ id }: { id: string }) {
  const t = useTranslations("adminPayments");
  const api = useApi();
  const { state, decide, dialog } = useDecision({ "cashReceipt/number": "receiptNumber" });
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-link">
        {t("receiptNumberOf")}
      </summary>
      <ChangeForm
        check={(values) => {
          const { receiptNumber } = receiptErrors(readReceipt(values));
          return receiptNumber ? { receiptNumber: t("receiptNumberError") } : {};
        }}
        labels={{ receiptNumber: t("receiptNumber") }}
        send={(values) => decide(() => requestReceipt(api, id, readReceipt(values)), t("receiptAsked"))}
        state={state}
        submit={t("receiptAsk")}
      >
        <LabelledField label={t("receiptFor")} name="receiptKind">
          {(field) => (
            <select {...field}>
              {receiptKinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`receiptKinds.${kind}`)}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
        <TextField
          error={state.errors.fields.receiptNumber}
          inputMode="numeric"
          label={t("receiptNumber")}
          maxLength={20}
          name="receiptNumber"
        />
      </ChangeForm>
      {dialog}
    </details>
  );
}
