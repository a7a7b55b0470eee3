import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { NoRows } from "@/components/admin/frame/no-rows";
import { StockTable } from "@/components/admin/stock/stock-table";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { noRowsOf, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listStock } from "@/lib/api/stock";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/stock";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "stock:read")) return missingMetadata();
  const t = await getTranslations("stock");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** How many pieces there are of each SKU. */
export default async function StockPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "stock:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("stock"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const [q, low, cursor] = [oneOf(query, "q"), oneOf(query, "low") === "true", oneOf(query, "cursor")];
  const { items, nextCursor } = unwrap(
    await listStock(api, { limit: ROWS, ...(q && { q }), ...(low && { low }), ...(cursor && { cursor }) }),
  );
  const actions = (
    <>
      {holds(member, "stock:adjust") && (
        <ShopLink className="button button-line" href="/admin/stock-take">
          {t("toCount")}
        </ShopLink>
      )}
      <ShopLink className="button button-line" href="/admin/locations">
        {t("toLocations")}
      </ShopLink>
    </>
  );
  return (
    <AdminPage actions={actions} intro={t("intro")} title={t("title")}>
      <ListSearch action={localePath(locale, PATH)} label={t("search")} placeholder={t("searchHint")} q={q}>
        <label className="inline-flex min-h-11 items-center gap-2 text-[0.9375rem]">
          <input className="size-5 accent-ink" defaultChecked={low} name="low" type="checkbox" value="true" />
          {t("lowOnly")}
        </label>
      </ListSearch>
      <div className="mt-5">
        {items.length > 0 ? (
          <StockTable rows={items} />
        ) : (
          <NoRows {...noRowsOf(t, PATH, { q, low: low ? "true" : "", cursor })} />
        )}
      </div>
      <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={{ q, low: low ? "true" : "" }} />
    </AdminPage>
  );
}
