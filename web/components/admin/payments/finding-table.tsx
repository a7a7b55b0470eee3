import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { Mark } from "@/components/admin/frame/mark";
import { When } from "@/components/admin/frame/when";
import { providers } from "@/lib/admin/payment-filters";
import type { Currency, PaymentFinding } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { OrderLink } from "./payment-table";

type Props = { rows: PaymentFinding[]; currency: Currency };

/** What our ledger and the providers' lists do not agree on. */
export function FindingTable({ rows, currency }: Props) {
  const t = useTranslations("adminPayments");
  const locale = useLocale();
  const nameOf = (provider: string): string => {
    const known = providers.find((each) => each === provider);
    return known ? t(`providers.${known}`) : provider;
  };
  const inMoney = (amount: number) => formatMoney({ amount, currency }, locale);
  const columns: Column<PaymentFinding>[] = [
    {
      name: "name",
      label: t("name"),
      cell: ({ orderId, name }) => (orderId ? <OrderLink name={name} orderId={orderId} /> : name),
    },
    { name: "day", label: t("day"), cell: ({ day }) => <When at={day} day /> },
    { name: "provider", label: t("provider"), cell: ({ provider }) => nameOf(provider) },
    { name: "kind", label: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
    { name: "ours", label: t("ours"), figures: true, cell: ({ ours }) => inMoney(ours) },
    { name: "theirs", label: t("theirs"), figures: true, cell: ({ theirs }) => inMoney(theirs) },
    {
      name: "status",
      label: t("status"),
      cell: ({ resolvedAt }) => (
        <Mark tone={resolvedAt ? "over" : "due"}>{t(resolvedAt ? "resolved" : "open")}</Mark>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("findings")}
      columns={columns}
      keyOf={({ provider, day, name, kind }) => `${provider} ${day} ${name} ${kind}`}
      rows={rows}
    />
  );
}
