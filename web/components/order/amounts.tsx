import { useLocale, useTranslations } from "next-intl";
import type { Money } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Props = { subtotal: Money; deliveryFee: Money; total: Money; discount?: Money };

/** The amounts of a cart or an order. Every number is the API's. */
export function Amounts({ subtotal, deliveryFee, total, discount }: Props) {
  const t = useTranslations("amounts");
  const locale = useLocale();
  const rows = [
    [t("subtotal"), formatMoney(subtotal, locale)],
    ...(discount && discount.amount > 0 ? [[t("discount"), `−${formatMoney(discount, locale)}`]] : []),
    [t("delivery"), deliveryFee.amount === 0 ? t("freeDelivery") : formatMoney(deliveryFee, locale)],
  ] as const;
  return (
    <dl className="mt-5 space-y-2.5 text-[0.9375rem] tabular-nums">
      {rows.map(([term, value]) => (
        <div className="flex justify-between gap-4" key={term}>
          <dt className="text-soft">{term}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
      <div className="mt-4! flex items-baseline justify-between gap-4 border-t border-line pt-4">
        <dt className="font-bold">{t("total")}</dt>
        <dd className="text-[1.375rem] font-bold">{formatMoney(total, locale)}</dd>
      </div>
    </dl>
  );
}
