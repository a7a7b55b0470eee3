import { useLocale, useTranslations } from "next-intl";
import type { Deduction } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

const words = {
  delivery: "deductDelivery",
  coupon: "deductCoupon",
  promotion: "deductPromotion",
} as const;

/** What is taken off a refund already. Needs the words `order`. */
export function CancelDeductions({ deductions }: { deductions: readonly Deduction[] }) {
  const t = useTranslations("order");
  const locale = useLocale();
  return deductions.map(({ kind, name, amount }) => (
    <p className="mt-1 text-[0.9375rem]" key={`${kind} ${name}`}>
      {t(words[kind], { amount: formatMoney(amount, locale), name: name ?? "" })}
    </p>
  ));
}
