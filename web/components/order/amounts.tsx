import { useLocale, useTranslations } from "next-intl";
import type { FullOrder, Money } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Props = {
  subtotal: Money;
  deliveryFee: Money;
  /** What the region of the address costs on top; the fee has it already. */
  surcharge?: { region: string; amount: Money } | null | undefined;
  /** What each delivery group costs, of a shop that has some. */
  groups?: readonly { name: string | null; fee: Money }[] | undefined;
  total: Money;
  /** What each automatic promotion takes off. */
  promotions?: readonly { name: string; amount: Money }[] | undefined;
  /** What each coupon takes off. */
  discounts?: readonly { coupon: string; name: string; amount: Money }[] | undefined;
  /** That are spent. */
  points?: number | undefined;
  /** The parts of the total; older orders have none. */
  tax?: Tax | undefined;
};
type Tax = Readonly<Record<"taxable" | "vat" | "taxFree", Money>>;

/** The amounts of an order, as it has them. */
export const OrderAmounts = ({ order }: { order: FullOrder }) => (
  <Amounts
    deliveryFee={order.deliveryFee}
    discounts={order.discounts}
    groups={order.deliveryGroups}
    points={order.pointsSpent}
    promotions={order.promotions}
    subtotal={order.subtotal}
    surcharge={order.deliverySurcharge}
    tax={order.tax}
    total={order.total}
  />
);

/** The amounts of a cart or an order. Every number is the API's. */
export function Amounts({ subtotal, deliveryFee, surcharge, groups = [], total, ...reductions }: Props) {
  const { promotions = [], discounts = [], points = 0, tax } = reductions;
  const t = useTranslations("amounts");
  const locale = useLocale();
  const rows = [
    { key: "subtotal", term: t("subtotal"), value: formatMoney(subtotal, locale) },
    ...[...promotions, ...discounts].map(({ name, amount }, at) => ({
      key: `reduction-${at}`,
      term: t("discount", { name }),
      value: `−${formatMoney(amount, locale)}`,
    })),
    {
      key: "delivery",
      term: surcharge
        ? t("deliveryTo", { region: surcharge.region, amount: formatMoney(surcharge.amount, locale) })
        : t("delivery"),
      value: deliveryFee.amount === 0 ? t("freeDelivery") : formatMoney(deliveryFee, locale),
    },
    ...(groups.length > 1 ? groups : []).map(({ name, fee }, at) => ({
      key: `group-${at}`,
      term: `└ ${name ?? t("noGroup")}`,
      value: fee.amount === 0 ? t("freeDelivery") : formatMoney(fee, locale),
    })),
    ...(points > 0 ? [{ key: "points", term: t("points"), value: t("pointsSpent", { points }) }] : []),
  ];
  return (
    <dl className="mt-5 space-y-2.5 text-[0.9375rem] tabular-nums">
      {rows.map(({ key, term, value }) => (
        <div className="flex justify-between gap-4" key={key}>
          <dt className="text-soft">{term}</dt>
          <dd className="font-medium">{value}</dd>
        </div>
      ))}
      <div className="mt-4! flex items-baseline justify-between gap-4 border-t border-line pt-4">
        <dt className="font-bold">{t("total")}</dt>
        <dd className="text-[1.375rem] font-bold">{formatMoney(total, locale)}</dd>
      </div>
      {tax && total.amount > 0 && <TaxRows tax={tax} />}
    </dl>
  );
}

function TaxRows({ tax }: { tax: Tax }) {
  const t = useTranslations("amounts");
  const locale = useLocale();
  const parts = (["taxable", "vat", "taxFree"] as const).filter((part) => tax[part].amount > 0);
  return parts.map((part) => (
    <div className="flex justify-between gap-4 text-[0.8125rem] text-soft" key={part}>
      <dt>{t(part)}</dt>
      <dd>{formatMoney(tax[part], locale)}</dd>
    </div>
  ));
}
