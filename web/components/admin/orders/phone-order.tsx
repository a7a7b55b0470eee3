"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { ContactFields, DeliveryFields, useCheckoutLabels } from "@/components/checkout/fields";
import { ErrorSummary } from "@/components/form/error-summary";
import { LabelledField, TextArea } from "@/components/form/text-field";
import { payHours } from "@/lib/admin/phone-order";
import { localePath } from "@/lib/paths";
import { type PhoneOrderField, usePhoneOrder } from "./use-phone-order";

type Props = { member: { id: string; name: string } | null };

/** The goods, the customer and the address of an order that staff place. */
export function PhoneOrder({ member }: Props) {
  const t = useTranslations("phoneOrder");
  const locale = useLocale();
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const { busy, errors, place } = usePhoneOrder(member?.id ?? null, (id) =>
    router.push(localePath(locale, `/admin/orders/${id}`)),
  );
  const labels: Record<PhoneOrderField, string> = { lines: t("lines"), ...useCheckoutLabels() };
  return (
    <form
      className="max-w-3xl space-y-6 rounded-lg border border-line bg-white p-5 md:p-7"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void place(new FormData(event.currentTarget));
      }}
      ref={form}
    >
      <ErrorSummary errors={errors} labels={labels} />
      {member && (
        <p>
          {t("member")}: <strong>{member.name}</strong>
        </p>
      )}
      <TextArea
        error={errors.fields.lines}
        hint={t("linesHint")}
        label={t("lines")}
        name="lines"
        rows={5}
        spellCheck={false}
      />
      <ContactFields errors={errors.fields} known={{}} />
      <DeliveryFields errors={errors.fields} form={form} known={{}} />
      <div className="grid gap-5 md:grid-cols-2">
        <LabelledField label={t("hours")} name="hours">
          {(control) => (
            <select {...control} defaultValue="24">
              {payHours.map((hours) => (
                <option key={hours} value={hours}>
                  {t("hoursOf", { hours })}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
        <LabelledField label={t("language")} name="language">
          {(control) => (
            <select {...control} defaultValue="ko">
              {(["ko", "en"] as const).map((language) => (
                <option key={language} value={language}>
                  {t(language)}
                </option>
              ))}
            </select>
          )}
        </LabelledField>
      </div>
      <button aria-disabled={busy} className="button button-ink min-w-32" type="submit">
        {busy ? t("sending") : t("place")}
      </button>
    </form>
  );
}
