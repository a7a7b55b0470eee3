import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { NoRows } from "@/components/admin/frame/no-rows";
import { OrderChoice } from "@/components/admin/orders/order-choice";
import { OrderTable } from "@/components/admin/orders/order-table";
import { OrderTabs } from "@/components/admin/orders/order-tabs";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { noRowsOf, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { orderQueryOf, orderSearchOf } from "@/lib/admin/order-filters";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listStaffOrders } from "@/lib/api/staff-orders";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/orders";
const AT_ONCE = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "order:read")) return missingMetadata();
  const t = await getTranslations("adminOrders");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The orders of the shop by their status. */
export default async function OrdersPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "order:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("adminOrders"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const search = orderSearchOf(query);
  const cursor = oneOf(query, "cursor");
  const page = { limit: AT_ONCE, ...(cursor && { cursor }) };
  const { items, counts, nextCursor } = unwrap(
    await listStaffOrders(api, { ...orderQueryOf(search), ...page }),
  );
  const mayFulfil = holds(member, "order:fulfil");
  const actions = (
    <>
      {holds(member, "order:create") && (
        <ShopLink className="button button-line" href="/admin/orders/new">
          {t("newOrder")}
        </ShopLink>
      )}
      {mayFulfil && (
        <ShopLink className="button button-line" href="/admin/imports">
          {t("trackingFile")}
        </ShopLink>
      )}
    </>
  );
  return (
    <AdminPage actions={actions} intro={t("intro")} title={t("title")}>
      <ListSearch
        action={localePath(locale, PATH)}
        label={t("search")}
        placeholder={t("searchHint")}
        q={search.q}
      >
        {(["from", "to"] as const).map((name) => (
          <label className="inline-flex items-center gap-2 text-sm text-soft" key={name}>
            {t(name)}
            <input className="field w-auto text-ink" defaultValue={search[name]} name={name} type="date" />
          </label>
        ))}
        {search.status !== "" && <input name="status" type="hidden" value={search.status} />}
      </ListSearch>
      <OrderTabs counts={counts} path={PATH} search={search} />
      {items.length === 0 && <NoRows {...noRowsOf(t, PATH, { ...search, cursor })} />}
      {items.length > 0 && !mayFulfil && <OrderTable rows={items} />}
      {items.length > 0 && mayFulfil && (
        <ClientWords of={["adminOrders", "order", "form"]}>
          <OrderChoice key={items[0]?.id} rows={items} slipsPath={localePath(locale, `${PATH}/slips`)} />
        </ClientWords>
      )}
      <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={search} />
    </AdminPage>
  );
}
