"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import type { OwnCoupon } from "@/lib/api/types";
import { termsText } from "@/lib/coupons";
import { formatMoney } from "@/lib/money";
import { TextField } from "../form/text-field";
import type { useReductions } from "./use-reductions";

type Props = {
  /** Of useReductions. */
  reductions: ReturnType<typeof useReductions>;
  /** Those of the member that can be used. */
  own: readonly OwnCoupon[];
};

const withCode =
  (code: string) =>
  ({ codes }: { codes: readonly string[] }) => ({ codes: [...codes, code] });
const withoutCode =
  (gone: string) =>
  ({ codes }: { codes: readonly string[] }) => ({ codes: codes.filter((code) => code !== gone) });

/** A field for a code, the member's coupons, and what is used, each with a button that takes it away. */
export function CouponFields({ reductions: { quote, used, problem, busy, show }, own }: Props) {
  const t = useTranslations("coupons");
  const locale = useLocale();
  const field = useRef<HTMLDivElement>(null);
  const { codes } = used;
  const left = own.filter(({ code }) => !codes.includes(code));

  const add = async () => {
    const input = field.current?.querySelector("input");
    const typed = input?.value.trim() ?? "";
    if (!input || typed === "" || !(await show(withCode(typed)))) return;
    // Another code may have been typed meanwhile.
    if (input.value.trim() === typed) input.value = "";
  };
  return (
    <div className="space-y-4">
      <div className="flex items-end gap-3" ref={field}>
        <div className="min-w-0 flex-1">
          <TextField
            autoCapitalize="characters"
            autoComplete="off"
            label={t("code")}
            maxLength={60}
            name="coupon"
            // A code that was typed is meant. Its own button follows by itself.
            onBlur={({ relatedTarget }) => {
              if (!field.current?.contains(relatedTarget)) void add();
            }}
            // The form's own button orders.
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              void add();
            }}
          />
        </div>
        <button aria-disabled={busy} className="button button-line" onClick={() => void add()} type="button">
          {t("apply")}
        </button>
      </div>
      <p aria-live="polite" className="-mt-2 min-h-5 text-sm font-medium text-accent-deep">
        {problem}
      </p>
      <ul className="space-y-2 empty:hidden">
        {quote?.discounts.map(({ coupon, name, amount }) => (
          <Row
            action={t("remove")}
            key={coupon}
            label={t("removeOf", { name })}
            name={name}
            run={() => void show(withoutCode(coupon))}
            text={`−${formatMoney(amount, locale)}`}
          />
        ))}
        {left.map(({ code, name, combinable, ...terms }) => (
          <Row
            action={t("use")}
            key={code}
            label={t("useOf", { name })}
            name={name}
            run={() => void show(withCode(code))}
            text={termsText(terms, locale, t) + (combinable ? ` · ${t("combinable")}` : "")}
          />
        ))}
      </ul>
    </div>
  );
}

type RowProps = { name: string; text: string; action: string; label: string; run: () => void };

const Row = ({ name, text, action, label, run }: RowProps) => (
  <li className="flex items-center justify-between gap-4 rounded-md border border-edge/60 bg-white px-4 py-2">
    <div className="min-w-0">
      <p className="font-semibold">{name}</p>
      <p className="text-sm text-soft">{text}</p>
    </div>
    <button
      aria-label={label}
      className="inline-flex min-h-11 shrink-0 items-center px-2 text-[0.9375rem] text-link"
      onClick={run}
      type="button"
    >
      {action}
    </button>
  </li>
);
