import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import type { PaymentFinding } from "@/lib/api/types";
import { OrderLink } from "./payment-table";

/** What our ledger and the providers' lists do not agree on, in minor units as both have it. */
export function FindingTable({ rows }: { rows: PaymentFinding[] }) {
  const t = useTranslations("adminPayments");
  const columns: Column<PaymentFinding>[] = [
    {
      name: "name",
      label: t("name"),
      cell: ({ orderId, name }) => (orderId ? <OrderLink name={name} orderId={orderId} /> : name),
    },
    { name: "day", label: t("day"), cell: ({ day }) => day },
    { name: "provider", label: t("provider"), cell: ({ provider }) => provider },
    { name: "kind", label: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
    { name: "ours", label: t("ours"), figures: true, cell: ({ ours }) => ours.toLocaleString("en") },
    { name: "theirs", label: t("theirs"), figures: true, cell: ({ theirs }) => theirs.toLocaleString("en") },
    { name: "status", label: t("status"), cell: ({ resolvedAt }) => t(resolvedAt ? "resolved" : "open") },
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
