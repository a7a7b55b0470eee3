import { useLocale, useTranslations } from "next-intl";
import type { ReturnAmounts as Amounts } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

/** What a return gives back, and why. Every number is the API's. Needs the words `claims`. */
export function ReturnAmounts({ amounts }: { amounts: Amounts }) {
  const t = useTranslations("claims");
  const locale = useLocale();
  const rows = [
    [t("goods"), formatMoney(amounts.goods, locale)],
    ...(amounts.deliveryFee.amount > 0 ? [[t("deliveryFee"), formatMoney(amounts.deliveryFee, locale)]] : []),
    ...(amounts.returnFee.amount > 0 ? [[t("returnFee"), `−${formatMoney(amounts.returnFee, locale)}`]] : []),
    ...(amounts.points > 0 ? [[t("points"), t("pointsBack", { points: amounts.points })]] : []),
  ];
  const { deductions = [] } = amounts;
  return (
    <dl className="space-y-1.5 text-[0.9375rem] tabular-nums">
      {rows.map(([term, value]) => (
        <div className="flex justify-between gap-4" key={term}>
          <dt className="text-soft">{term}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
      {deductions.map(({ kind, name, amount }) => (
        <dd className="text-soft" key={`${kind} ${name}`}>
          {t(`deducted.${kind}`, { name: name ?? "", amount: formatMoney(amount, locale) })}
        </dd>
      ))}
      <div className="flex justify-between gap-4 border-t border-line pt-2 font-bold">
        <dt>{t("amount")}</dt>
        <dd>{formatMoney(amounts.amount, locale)}</dd>
      </div>
    </dl>
  );
}
