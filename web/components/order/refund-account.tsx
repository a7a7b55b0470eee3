"use client";

import { useTranslations } from "next-intl";
import type { ApiResult } from "@/lib/api/problem";
import type { RefundAccount as Account } from "@/lib/api/types";
import { bankCodes, refundAccountErrors, refundAccountOf } from "@/lib/checkout/refund-account";
import { ChangeForm } from "../form/change-form";
import { LabelledField, TextField } from "../form/text-field";
import { useChange } from "../form/use-change";

type Props<Shown> = {
  /** Stores what was typed. */
  call: (account: Account) => Promise<ApiResult<Shown>>;
  changed: (order: Shown) => void;
  /** A refund waits for it: the form is open, on a card of its own. */
  wanted: boolean;
};

/** A deposit can only be paid back to an account that the buyer names, here or to the shop's staff. */
export function RefundAccount<Shown>({ call, changed, wanted }: Props<Shown>) {
  const t = useTranslations("order");
  const banks = useTranslations("banks");
  const state = useChange({
    fields: { bank: "bank", accountNumber: "accountNumber", holder: "holder" },
  });
  const { errors } = state;
  const form = (
    <>
      <p className="mb-4 text-sm text-soft">{t("refundAccountText")}</p>
      <ChangeForm
        check={(values) => {
          const wrong = refundAccountErrors(values);
          return Object.fromEntries(wrong.map((field) => [field, t(`refundAccountErrors.${field}`)]));
        }}
        labels={{ bank: t("bank"), accountNumber: t("accountNumber"), holder: t("depositHolder") }}
        send={(values) =>
          state.change({
            call: () => call(refundAccountOf(values)),
            after: changed,
          })
        }
        state={state}
        submit={t("refundAccountSave")}
      >
        <LabelledField error={errors.fields.bank} label={t("bank")} name="bank">
          {(control) => (
            <select {...control} defaultValue="">
              <option value="">{t("bankNone")}</option>
              {bankCodes.map((code) => (
                <option key={code} value={code}>
                  {banks(code)}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
        <TextField
          autoComplete="off"
          error={errors.fields.accountNumber}
          inputMode="numeric"
          label={t("accountNumber")}
          maxLength={30}
          name="accountNumber"
        />
        <TextField
          autoComplete="name"
          error={errors.fields.holder}
          label={t("depositHolder")}
          maxLength={60}
          name="holder"
        />
      </ChangeForm>
    </>
  );
  if (wanted)
    return (
      <section aria-labelledby="refund-account" className="rounded-lg bg-sand p-5 md:p-7">
        <h2 className="mb-1 text-lg font-bold" id="refund-account">
          {t("refundAccountWanted")}
        </h2>
        {form}
      </section>
    );
  return (
    <details className="mt-4 border-t border-line pt-3">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-link">
        {t("refundAccount")}
      </summary>
      {form}
    </details>
  );
}
