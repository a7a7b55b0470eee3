import clsx from "clsx";
import { getLocale, getTranslations } from "next-intl/server";
import type { OrderSummary } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { Icon } from "../ui/icon";
import { NoPicture, Picture } from "../ui/picture";
import { ShopLink } from "../ui/shop-link";

const isOver = ({ status }: OrderSummary): boolean => status === "canceled" || status === "expired";

/** The member's own orders, newest first; each links to its page. */
export async function OrderList({ orders }: { orders: OrderSummary[] }) {
  const [t, status, locale] = await Promise.all([
    getTranslations("account.orders"),
    getTranslations("order.statuses"),
    getLocale(),
  ]);
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-white">
      {orders.map((order) => (
        <li key={order.id}>
          <ShopLink
            className="flex items-center gap-3.5 rounded-lg p-4 hover:bg-sand/60 md:gap-5 md:p-5"
            href={`/orders/${order.id}`}
          >
            <span className="size-18 shrink-0 overflow-hidden rounded-md">
              {order.firstItem.image ? (
                <Picture className="size-full" decorative image={order.firstItem.image} sizes="4.5rem" />
              ) : (
                <NoPicture className="size-full" />
              )}
            </span>
            <span className="min-w-0 flex-1">
              <span
                className={clsx(
                  "block text-[0.8125rem] font-semibold",
                  isOver(order) ? "text-soft" : "text-accent",
                )}
              >
                {status(order.status)}
              </span>
              <span className="block truncate font-medium">
                {order.itemCount > 1
                  ? t("andMore", { name: order.firstItem.name, count: order.itemCount - 1 })
                  : order.firstItem.name}
              </span>
              <span className="mt-0.5 block text-[0.8125rem] text-soft tabular-nums">
                <time dateTime={order.placedAt}>{formatDateTime(order.placedAt, locale)}</time>
                <span className="hidden md:inline">
                  {" · "}
                  {order.number}
                </span>
              </span>
              <span className="mt-0.5 block font-semibold tabular-nums">
                {formatMoney(order.total, locale)}
              </span>
            </span>
            <Icon className="shrink-0 text-edge" name="right" size={18} />
          </ShopLink>
        </li>
      ))}
    </ul>
  );
}
