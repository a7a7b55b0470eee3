import { useTranslations } from "next-intl";
import { When } from "@/components/admin/frame/when";
import type { LedgerEntry, StockLocation } from "@/lib/api/types";
import { type Column, DataTable } from "../frame/data-table";

const KNOWN = ["initial", "sale", "cancel", "return", "stock-take"] as const;

type Props = { entries: readonly LedgerEntry[]; locations: readonly StockLocation[] };

/** Every change of a SKU's stock, the newest first. */
export function LedgerTable({ entries, locations }: Props) {
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  const t = useTranslations("stock");
  const words = (reason: string) => {
    const known = KNOWN.find((each) => each === reason);
    return known ? t(`reasons.${known}`) : reason;
  };
  const columns: Column<LedgerEntry>[] = [
    { name: "at", label: t("at"), cell: ({ at }) => <When at={at} /> },
    {
      name: "delta",
      label: t("delta"),
      figures: true,
      cell: ({ delta }) => (delta > 0 ? `+${delta}` : delta),
    },
    { name: "after", label: t("after"), figures: true, cell: ({ onHandAfter }) => onHandAfter },
    { name: "location", label: t("location"), cell: ({ location }) => names.get(location) ?? location },
    { name: "reason", label: t("reason"), cell: ({ reason }) => words(reason) },
  ];
  return <DataTable caption={t("ledger")} columns={columns} keyOf={({ id }) => id} rows={entries} />;
}
