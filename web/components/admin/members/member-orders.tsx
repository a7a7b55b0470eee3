import { useLocale, useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";
import { RowLink } from "@/components/admin/frame/row-link";
import { When } from "@/components/admin/frame/when";
import { orderTones } from "@/lib/admin/status-tones";
import type { CustomerOrder } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { DataTable } from "../frame/data-table";

/** A member's orders, the newest first. */
export function MemberOrders({ orders }: { orders: readonly CustomerOrder[] }) {
  const t = useTranslations("adminMembers");
  const words = useTranslations("order");
  const locale = useLocale();
  if (orders.length === 0) return <p className="text-soft">{t("noOrders")}</p>;
  return (
    <DataTable
      caption={t("orderList")}
      columns={[
        {
          name: "number",
          label: t("orderNumber"),
          cell: ({ id, number }) => <RowLink name={number} to={`/admin/orders/${id}`} />,
        },
        {
          name: "status",
          label: t("status"),
          cell: ({ status }) => <Mark tone={orderTones[status]}>{words(`statuses.${status}`)}</Mark>,
        },
        {
          name: "total",
          label: t("orderTotal"),
          figures: true,
          cell: ({ total }) => formatMoney(total, locale),
        },
        {
          name: "refunded",
          label: t("orderRefunded"),
          figures: true,
          cell: ({ refunded }) => (refunded.amount > 0 ? formatMoney(refunded, locale) : ""),
        },
        {
          name: "placed",
          label: t("orderPlaced"),
          cell: ({ placedAt }) => <When at={placedAt} />,
        },
      ]}
      keyOf={({ id }) => id}
      rows={orders}
    />
  );
}
