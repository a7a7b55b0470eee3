import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { Goods } from "@/components/admin/frame/goods";
import { Mark } from "@/components/admin/frame/mark";
import { RowLink } from "@/components/admin/frame/row-link";
import { When } from "@/components/admin/frame/when";
import { orderTones } from "@/lib/admin/status-tones";
import type { StaffOrderList } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Row = StaffOrderList["items"][number];

type Props = {
  rows: readonly Row[];
  /** Before the number of each order. */
  choice?: (order: Row) => ReactNode;
};

export function OrderTable({ rows, choice }: Props) {
  const t = useTranslations("adminOrders");
  const order = useTranslations("order");
  const locale = useLocale();
  const columns: Column<Row>[] = [
    {
      name: "number",
      label: t("number"),
      cell: (row) => (
        <span className="flex items-center gap-3">
          {choice?.(row)}
          <RowLink name={row.number} to={`/admin/orders/${row.id}`} />
        </span>
      ),
    },
    {
      name: "status",
      label: t("status"),
      cell: ({ status }) => <Mark tone={orderTones[status]}>{order(`statuses.${status}`)}</Mark>,
    },
    { name: "buyer", label: t("buyer"), cell: ({ name }) => name },
    {
      name: "goods",
      label: t("goods"),
      cell: ({ firstSku, firstName, itemCount }) => (
        <Goods
          count={itemCount > 1 ? t("moreGoods", { more: itemCount - 1 }) : null}
          name={firstName}
          sku={firstSku}
        />
      ),
    },
    { name: "total", label: t("total"), figures: true, cell: ({ total }) => formatMoney(total, locale) },
    {
      name: "placed",
      label: t("placed"),
      cell: ({ placedAt }) => <When at={placedAt} />,
    },
  ];
  return <DataTable caption={t("title")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}
