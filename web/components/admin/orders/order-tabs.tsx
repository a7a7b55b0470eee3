import { useTranslations } from "next-intl";
import { LOST, type OrderSearch, orderTabs } from "@/lib/admin/order-filters";
import type { StaffOrderList } from "@/lib/api/types";
import { StatusTabs } from "../frame/status-tabs";

type Props = { path: string; search: OrderSearch; counts: StaffOrderList["counts"] | undefined };

/** The API counts no further. */
const MOST = new Set([1_000, 10_000]);
const countOf = (count: number): string => `${count}${MOST.has(count) ? "+" : ""}`;

/** The statuses with how many orders fit the search, each with its own address. */
export function OrderTabs({ path, search, counts }: Props) {
  const t = useTranslations("adminOrders");
  const order = useTranslations("order");
  const tabs = [
    { status: "", label: t("all") },
    ...orderTabs.map((status) => ({
      status,
      label: counts
        ? t("tab", { status: order(`statuses.${status}`), count: countOf(counts[status]) })
        : order(`statuses.${status}`),
    })),
    { status: LOST, label: t("depositLost") },
  ];
  return <StatusTabs name={t("tabs")} path={path} search={search} tabs={tabs} />;
}
