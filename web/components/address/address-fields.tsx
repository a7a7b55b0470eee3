"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import type { AddressField } from "@/lib/address";
import { maxLengths } from "@/lib/fields";
import { TextField } from "../form/text-field";
import { MemoInput, MemoSelect } from "./memo";

type SharedField = Exclude<AddressField, "label" | "phone">;

type Props = {
  initial: Partial<Record<SharedField, string | null>>;
  errors: Partial<Record<SharedField, string>>;
  /** The phone field, which each form names and checks in its own way. */
  phone: Omit<ComponentProps<typeof TextField>, "type" | "inputMode" | "autoComplete">;
  /** "select" offers the presets alone, "text" takes any words and suggests the presets. */
  memo: "select" | "text";
  recipientAside?: ReactNode;
  /** Fields of one form alone, drawn first. */
  children?: ReactNode;
};

/**
 * The fields of a delivery address, for the address book and the checkout. The shopper types everything, so
 * that the shop depends on no postcode service. Needs the words `address`.
 */
export function AddressFields({ initial, errors, phone, memo, recipientAside, children }: Props) {
  const t = useTranslations("address");
  const field = (name: SharedField) => ({
    name,
    label: t(`fields.${name}`),
    error: errors[name],
    defaultValue: initial[name] ?? "",
    maxLength: maxLengths[name],
  });
  const Memo = memo === "select" ? MemoSelect : MemoInput;
  return (
    <div className="grid gap-5 md:grid-cols-2">
      {children}
      <TextField {...field("recipient")} aside={recipientAside} autoComplete="shipping name" required />
      <TextField {...phone} autoComplete="shipping tel" inputMode="tel" type="tel" />
      <div className="md:col-span-2">
        <div className="max-w-44">
          <TextField
            {...field("postcode")}
            autoComplete="shipping postal-code"
            inputMode="numeric"
            placeholder="00000"
            required
          />
        </div>
      </div>
      <div className="md:col-span-2">
        <TextField
          {...field("address1")}
          autoComplete="shipping address-line1"
          placeholder={t("address1Example")}
          required
        />
      </div>
      <div className="md:col-span-2">
        <TextField
          {...field("address2")}
          autoComplete="shipping address-line2"
          hint={t("optional")}
          placeholder={t("address2Example")}
        />
      </div>
      <div className="md:col-span-2">
        <Memo {...field("memo")} />
      </div>
    </div>
  );
}
