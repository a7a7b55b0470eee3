import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage } from "@/components/account/account-page";
import { OrderList } from "@/components/account/order-list";
import { Empty } from "@/components/ui/empty";
import { ShopLink } from "@/components/ui/shop-link";
import { cursorOf, ORDERS_AT_ONCE, ordersPath } from "@/lib/account/order-page";
import { accountMetadata } from "@/lib/account/page-title";
import { listMyOrders } from "@/lib/api/account";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

type Props = { searchParams: Promise<{ cursor?: string | string[] }> };

export const generateMetadata = (): Promise<Metadata> => accountMetadata("orders");

/** A cursor from an old link may be invalid by now: the list then starts at its beginning. */
async function readOrders(cursor: string | null) {
  const api = await visitorApi();
  const fromCursor = cursor ? await listMyOrders(api, { limit: ORDERS_AT_ONCE, cursor }) : null;
  if (fromCursor && (fromCursor.ok || fromCursor.problem.status !== 400))
    return { ...unwrap(fromCursor), fromStart: false };
  return { ...unwrap(await listMyOrders(api, { limit: ORDERS_AT_ONCE })), fromStart: true };
}

export default async function OrdersPage({ searchParams }: Props) {
  await requireMember();
  const [t, { cursor }] = await Promise.all([getTranslations("account"), searchParams]);
  const { items, nextCursor, fromStart } = await readOrders(cursorOf(cursor));
  return (
    <AccountPage title={t("pages.orders")}>
      {!fromStart && (
        <ShopLink
          className="inline-flex min-h-11 items-center text-[0.9375rem] text-link"
          href={ordersPath(null)}
        >
          {t("orders.newest")}
        </ShopLink>
      )}
      {items.length > 0 ? (
        <OrderList orders={items} />
      ) : (
        <Empty text={t("orders.noneText")} title={t("orders.none")}>
          <ShopLink className="button button-ink" href="/products">
            {t("overview.look")}
          </ShopLink>
        </Empty>
      )}
      {nextCursor && (
        <p className="flex justify-center">
          <ShopLink className="button button-line min-w-56" href={ordersPath(nextCursor)} rel="next">
            {t("orders.more")}
          </ShopLink>
        </p>
      )}
    </AccountPage>
  );
}
