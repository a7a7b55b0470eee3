import { useTranslations } from "next-intl";
import type { StockLevel, StockLocation } from "@/lib/api/types";
import { type Column, DataTable } from "../frame/data-table";
import { LowMark } from "./low-mark";

type Props = { levels: readonly StockLevel[]; locations: readonly StockLocation[] };

export function LevelTable({ levels, locations }: Props) {
  const t = useTranslations("stock");
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  const columns: Column<StockLevel>[] = [
    { name: "location", label: t("location"), cell: ({ location }) => names.get(location) ?? location },
    { name: "onHand", label: t("onHand"), figures: true, cell: ({ onHand }) => onHand },
    { name: "reserved", label: t("reserved"), figures: true, cell: ({ reserved }) => reserved },
    {
      name: "available",
      label: t("available"),
      figures: true,
      cell: ({ available }) => <strong>{available}</strong>,
    },
    {
      name: "state",
      label: t("state"),
      cell: ({ available }) => <LowMark available={available} low={false} />,
    },
  ];
  return (
    <DataTable caption={t("levels")} columns={columns} keyOf={({ location }) => location} rows={levels} />
  );
}
