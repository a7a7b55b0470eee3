"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Payment } from "@/lib/api/types";
import type { FailureReason } from "@/lib/checkout/failure";
import { type StripeForm, showStripeForm } from "@/lib/checkout/stripe-form";
import { formatMoney } from "@/lib/money";

type Props = { payment: Payment; failed: (cause: unknown) => void };

/** The payment's form, which is Stripe's own, and the way back without paying. */
export function StripeWindow({ payment, failed }: Props) {
  const t = useTranslations("payment");
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<StripeForm | null>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<FailureReason | null>(null);

  useEffect(() => {
    if (!place.current) return;
    let isGone = false;
    let shown: StripeForm | null = null;
    showStripeForm(payment, place.current).then((opened) => {
      shown = opened;
      if (isGone) opened.remove();
      else setForm(opened);
    }, failed);
    return () => {
      isGone = true;
      shown?.remove();
    };
  }, [payment, failed]);

  const pay = async (event: FormEvent) => {
    event.preventDefault();
    if (!form || busy) return;
    setBusy(true);
    setReason(null);
    await form.pay().then(setReason, failed);
    setBusy(false);
  };
  const back = `${payment.failUrl}?code=PAY_PROCESS_CANCELED&orderId=${encodeURIComponent(payment.orderId)}`;

  return (
    <form className="shell max-w-xl pt-10 pb-16" onSubmit={(event) => void pay(event)}>
      <h1 className="text-[1.75rem] font-bold">{t("cardTitle")}</h1>
      <p className="mt-2 text-soft">{payment.orderName}</p>
      <div className="mt-8 min-h-60" ref={place} />
      <p aria-live="assertive" className="mt-4 min-h-6 text-sm font-medium text-accent-deep">
        {reason && t(`reasons.${reason}`)}
      </p>
      <div className="mt-4 flex flex-col gap-3">
        <button aria-disabled={busy || !form} className="button button-accent w-full" type="submit">
          {t("payNow", { total: formatMoney(payment.amount, locale) })}
        </button>
        <a className="button button-line" href={back}>
          {t("stop")}
        </a>
      </div>
    </form>
  );
}
