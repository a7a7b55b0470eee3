"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { EmailField, NameField, PhoneField } from "@/components/form/person-fields";
import type { CheckoutField, CheckoutValues } from "@/lib/checkout/form";
import { AddressFields } from "../address/address-fields";

type ContactProps = { errors: Partial<Record<CheckoutField, string>>; known: Partial<CheckoutValues> };

/** The labels of all fields, in the order of the form. */
export function useCheckoutLabels(): Record<CheckoutField, string> {
  const t = useTranslations("checkout.fields");
  const address = useTranslations("address.fields");
  return {
    name: t("name"),
    email: t("email"),
    phone: t("phone"),
    recipient: address("recipient"),
    recipientPhone: t("recipientPhone"),
    postcode: address("postcode"),
    address1: address("address1"),
    address2: address("address2"),
    memo: address("memo"),
  };
}

export function ContactFields({ errors, known }: ContactProps) {
  const t = useTranslations("checkout");
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <NameField defaultValue={known.name} error={errors.name} label={t("fields.name")} />
      <PhoneField defaultValue={known.phone} error={errors.phone} label={t("fields.phone")} required />
      <div className="md:col-span-2">
        <EmailField
          defaultValue={known.email}
          error={errors.email}
          hint={t("emailHint")}
          label={t("fields.email")}
        />
      </div>
    </div>
  );
}

type DeliveryProps = ContactProps & { form: RefObject<HTMLFormElement | null> };

export function DeliveryFields({ errors, form, known }: DeliveryProps) {
  const t = useTranslations("checkout");
  return (
    <AddressFields
      errors={errors}
      initial={known}
      memo="select"
      phone={{
        name: "recipientPhone",
        label: t("fields.recipientPhone"),
        error: errors.recipientPhone,
        defaultValue: known.recipientPhone,
        hint: t("recipientPhoneHint"),
      }}
      recipientAside={<SameAsBuyer form={form} label={t("same")} />}
    />
  );
}

/** Copies the buyer's name and phone number, so that the shopper types nothing twice. */
function SameAsBuyer({ form, label }: { form: DeliveryProps["form"]; label: string }) {
  const copy = (from: string, to: string) => {
    const source = form.current?.elements.namedItem(from);
    const target = form.current?.elements.namedItem(to);
    if (source instanceof HTMLInputElement && target instanceof HTMLInputElement) target.value = source.value;
  };
  return (
    <button
      className="-my-2 min-h-11 text-sm text-link md:min-h-8"
      onClick={() => {
        copy("name", "recipient");
        copy("phone", "recipientPhone");
      }}
      type="button"
    >
      {label}
    </button>
  );
}
