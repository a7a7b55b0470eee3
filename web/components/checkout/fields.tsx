"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import type { Field, Values } from "@/lib/checkout/form";
import { fieldId, TextField } from "../form/text-field";

const memos = ["door", "guard", "locker", "hand"] as const;

type ContactProps = { errors: Partial<Record<Field, string>>; known: Partial<Values> };

export function ContactFields({ errors, known }: ContactProps) {
  const t = useTranslations("checkout");
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <TextField
        autoComplete="name"
        defaultValue={known.name}
        error={errors.name}
        label={t("fields.name")}
        maxLength={50}
        name="name"
        required
      />
      <TextField
        autoComplete="tel"
        defaultValue={known.phone}
        error={errors.phone}
        inputMode="tel"
        label={t("fields.phone")}
        maxLength={20}
        name="phone"
        placeholder="010-0000-0000"
        required
        type="tel"
      />
      <div className="md:col-span-2">
        <TextField
          autoComplete="email"
          defaultValue={known.email}
          error={errors.email}
          hint={t("emailHint")}
          inputMode="email"
          label={t("fields.email")}
          maxLength={254}
          name="email"
          required
          spellCheck={false}
          type="email"
        />
      </div>
    </div>
  );
}

type DeliveryProps = ContactProps & { form: RefObject<HTMLFormElement | null> };

export function DeliveryFields({ errors, form, known }: DeliveryProps) {
  const t = useTranslations("checkout");
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <TextField
        aside={<SameAsBuyer form={form} label={t("same")} />}
        autoComplete="shipping name"
        defaultValue={known.recipient}
        error={errors.recipient}
        label={t("fields.recipient")}
        maxLength={50}
        name="recipient"
        required
      />
      <TextField
        autoComplete="shipping tel"
        defaultValue={known.recipientPhone}
        error={errors.recipientPhone}
        hint={t("recipientPhoneHint")}
        inputMode="tel"
        label={t("fields.recipientPhone")}
        maxLength={20}
        name="recipientPhone"
        type="tel"
      />
      <div className="max-w-44">
        <TextField
          autoComplete="shipping postal-code"
          defaultValue={known.postcode}
          error={errors.postcode}
          inputMode="numeric"
          label={t("fields.postcode")}
          maxLength={5}
          name="postcode"
          placeholder="00000"
          required
        />
      </div>
      <div className="md:col-span-2">
        <TextField
          autoComplete="shipping address-line1"
          defaultValue={known.address1}
          error={errors.address1}
          label={t("fields.address1")}
          maxLength={200}
          name="address1"
          placeholder={t("address1Example")}
          required
        />
      </div>
      <div className="md:col-span-2">
        <TextField
          autoComplete="shipping address-line2"
          defaultValue={known.address2}
          error={errors.address2}
          hint={t("optional")}
          label={t("fields.address2")}
          maxLength={200}
          name="address2"
          placeholder={t("address2Example")}
        />
      </div>
      <Memo known={known.memo} />
    </div>
  );
}

/** Nothing typed twice: takes over the buyer's name, and the number if there is none. */
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

function Memo({ known }: { known: string | undefined }) {
  const t = useTranslations("checkout");
  return (
    <div className="md:col-span-2">
      <label className="mb-1.5 block text-[0.9375rem] font-semibold" htmlFor={fieldId("memo")}>
        {t("fields.memo")}
      </label>
      <select className="field" defaultValue={known ?? ""} id={fieldId("memo")} name="memo">
        <option value="">{t("memos.none")}</option>
        {/* A wish in the member's own words. */}
        {known && memos.every((memo) => t(`memos.${memo}`) !== known) && (
          <option value={known}>{known}</option>
        )}
        {memos.map((memo) => (
          <option key={memo} value={t(`memos.${memo}`)}>
            {t(`memos.${memo}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
