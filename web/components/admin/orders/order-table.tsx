import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { ShopLink } from "@/components/ui/shop-link";
import type { StaffOrderList } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

type Row = StaffOrderList["items"][number];

export function OrderTable({ rows }: { rows: Row[] }) {
  const t = useTranslations("adminOrders");
  const order = useTranslations("order");
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      name: "number",
      label: t("number"),
      cell: ({ id, number }) => (
        <ShopLink
          className="inline-flex min-h-11 items-center text-link tabular-nums"
          href={`/admin/orders/${id}`}
        >
          {number}
        </ShopLink>
      ),
    },
    { name: "status", label: t("status"), cell: ({ status }) => order(`statuses.${status}`) },
    { name: "buyer", label: t("buyer"), cell: ({ name }) => name },
    {
      name: "goods",
      label: t("goods"),
      cell: ({ firstSku, itemCount }) => t("goodsOf", { sku: firstSku, more: itemCount - 1 }),
    },
    { name: "total", label: t("total"), figures: true, cell: ({ total }) => formatMoney(total, locale) },
    {
      name: "placed",
      label: t("placed"),
      cell: ({ placedAt }) => <time dateTime={placedAt}>{formatDateTime(placedAt, locale)}</time>,
    },
  ];
  return <DataTable caption={t("title")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}
