import clsx from "clsx";
import { useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import { listAddress } from "@/lib/admin/list-address";
import { type OrderSearch, orderTabs } from "@/lib/admin/order-filters";
import type { StaffOrderList } from "@/lib/api/types";

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
  ];
  return (
    <nav aria-label={t("tabs")} className="my-5 flex flex-wrap gap-1 border-b border-line">
      {tabs.map(({ status, label }) => (
        <ShopLink
          aria-current={status === search.status ? "page" : undefined}
          className={clsx(
            "-mb-px inline-flex min-h-11 items-center border-b-2 px-3 tabular-nums",
            status === search.status ? "border-ink font-bold" : "border-transparent text-soft hover:text-ink",
          )}
          href={listAddress(path, { ...search, status })}
          key={status}
        >
          {label}
        </ShopLink>
      ))}
    </nav>
  );
}
