"use client";

import { useTranslations } from "next-intl";
import type { AddressField } from "@/lib/account/address";
import { fieldId, TextField } from "../form/text-field";

type Props = {
  initial: Partial<Record<AddressField, string>> | undefined;
  labels: Record<AddressField, string>;
  errors: Partial<Record<AddressField, string>>;
  memos: string[];
};

/** Everything is typed, so that no postcode service has to be trusted or reached. */
export function AddressFields({ initial = {}, labels, errors, memos }: Props) {
  const t = useTranslations("account.addresses");
  const field = (name: AddressField) => ({
    name,
    label: labels[name],
    error: errors[name],
    defaultValue: initial[name] ?? "",
  });
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <div className="md:col-span-2">
        <TextField {...field("label")} hint={t("labelHint")} maxLength={20} placeholder={t("labelExample")} />
      </div>
      <TextField {...field("recipient")} autoComplete="shipping name" maxLength={60} required />
      <TextField
        {...field("phone")}
        autoComplete="shipping tel"
        inputMode="tel"
        maxLength={20}
        placeholder="010-0000-0000"
        required
        type="tel"
      />
      <div className="md:col-span-2">
        <div className="max-w-44">
          <TextField
            {...field("postcode")}
            autoComplete="shipping postal-code"
            inputMode="numeric"
            maxLength={5}
            placeholder="00000"
            required
          />
        </div>
      </div>
      <div className="md:col-span-2">
        <TextField
          {...field("address1")}
          autoComplete="shipping address-line1"
          maxLength={200}
          placeholder={t("address1Example")}
          required
        />
      </div>
      <div className="md:col-span-2">
        <TextField
          {...field("address2")}
          autoComplete="shipping address-line2"
          hint={t("optional")}
          maxLength={200}
          placeholder={t("address2Example")}
        />
      </div>
      <div className="md:col-span-2">
        <TextField
          {...field("memo")}
          hint={t("optional")}
          list={`${fieldId("memo")}-presets`}
          maxLength={200}
          placeholder={t("memoExample")}
        />
        <datalist id={`${fieldId("memo")}-presets`}>
          {memos.map((memo) => (
            <option key={memo} value={memo} />
          ))}
        </datalist>
      </div>
    </div>
  );
}
