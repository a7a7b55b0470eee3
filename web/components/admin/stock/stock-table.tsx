import { useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import type { SkuStock } from "@/lib/api/types";
import { type Column, DataTable } from "../frame/data-table";
import { LowMark } from "./low-mark";

export function StockTable({ rows }: { rows: readonly SkuStock[] }) {
  const t = useTranslations("stock");
  const columns: Column<SkuStock>[] = [
    {
      name: "sku",
      label: "SKU",
      cell: ({ sku }) => (
        <ShopLink className="inline-flex min-h-9 items-center text-link" href={`/admin/stock/${sku}`}>
          {sku}
        </ShopLink>
      ),
    },
    { name: "onHand", label: t("onHand"), figures: true, cell: ({ onHand }) => onHand },
    { name: "reserved", label: t("reserved"), figures: true, cell: ({ reserved }) => reserved },
    {
      name: "available",
      label: t("available"),
      figures: true,
      cell: ({ available }) => <strong>{available}</strong>,
    },
    {
      name: "locations",
      label: t("locations"),
      cell: ({ levels }) => levels.map(({ location, onHand }) => `${location} ${onHand}`).join(", "),
    },
    {
      name: "state",
      label: t("state"),
      cell: ({ available, low }) => <LowMark available={available} low={low} />,
    },
  ];
  return (
    <DataTable caption={t("title")} columns={columns} keyOf={({ variantId }) => variantId} rows={rows} />
  );
}
