"use client";

import { useLocale, useTranslations } from "next-intl";
import type { StaffClaim } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Fault = StaffClaim["fault"];
type Props = { claim: StaffClaim; fault: Fault; choose: (fault: Fault) => void };

/** Whose fault it is, with what each decision costs the buyer. The sums are the server's. */
export function FaultChoice({ claim: { faults, kind }, fault, choose }: Props) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  const locale = useLocale();
  if (!faults) return null;
  const labelOf = (each: Fault): string => {
    const { fee, refund } = faults[each];
    const values = { fault: words(`faults.${each}`), fee: formatMoney(fee, locale) };
    if (kind === "exchange" || !refund) return t("faultExchange", values);
    return t("faultReturn", { ...values, amount: formatMoney(refund.amount, locale) });
  };
  return (
    <fieldset className="mb-3 text-[0.9375rem]">
      <legend className="mb-1 font-semibold">{t("faultDecision")}</legend>
      {(["buyer", "seller"] as const).map((each) => (
        <label className="flex min-h-11 items-center gap-3" key={each}>
          <input
            checked={fault === each}
            className="size-5 shrink-0 accent-ink"
            name="fault"
            onChange={() => choose(each)}
            type="radio"
            value={each}
          />
          <span className="tabular-nums">{labelOf(each)}</span>
        </label>
      ))}
    </fieldset>
  );
}
