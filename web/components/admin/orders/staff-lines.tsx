import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import type { StaffOrder } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Line = StaffOrder["items"][number];

export function StaffLines({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const locale = useLocale();
  const figure = (name: "quantity" | "canceled" | "shipped" | "returned", label: string): Column<Line> => ({
    name,
    label,
    figures: true,
    cell: (line) => line[name],
  });
  const words = useTranslations("amounts.lineStatuses");
  const ofOrder = useTranslations("order.statuses");
  const statusOf = (status: Line["status"]): string => {
    if (status === undefined) return "";
    return status === "partly_shipped" || status === "claimed" ? words(status) : ofOrder(status);
  };
  const columns: Column<Line>[] = [
    { name: "sku", label: t("sku"), cell: ({ sku }) => sku },
    {
      name: "product",
      label: t("product"),
      cell: ({ name, options }) => [name, ...options.map(({ value }) => value)].join(" · "),
    },
    figure("quantity", t("quantity")),
    figure("canceled", t("canceled")),
    figure("shipped", t("sent")),
    figure("returned", t("returned")),
    { name: "status", label: t("lineStatus"), cell: ({ status }) => statusOf(status) },
    { name: "price", label: t("price"), figures: true, cell: (line) => formatMoney(line.lineTotal, locale) },
  ];
  return <DataTable caption={t("lines")} columns={columns} keyOf={({ id }) => id} rows={order.items} />;
}
