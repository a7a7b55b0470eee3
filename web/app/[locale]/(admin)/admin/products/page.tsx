import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { NoRows } from "@/components/admin/frame/no-rows";
import { ProductChoice } from "@/components/admin/products/bulk/product-choice";
import { ProductFilters } from "@/components/admin/products/product-filters";
import { ProductTable } from "@/components/admin/products/product-table";
import { SavedViews } from "@/components/admin/products/saved-views";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { noRowsOf, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { statusOf } from "@/lib/admin/products/statuses";
import { treeRowsOf } from "@/lib/admin/products/tree";
import { holds } from "@/lib/admin/tasks";
import { listSavedViews } from "@/lib/api/bulk";
import { unwrap } from "@/lib/api/problem";
import { listStaffCategories, listStaffProducts } from "@/lib/api/products";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/products";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("products");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The products of every status. */
export default async function ProductsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("products"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const [q, category, cursor] = [oneOf(query, "q"), oneOf(query, "category"), oneOf(query, "cursor")];
  const status = statusOf(oneOf(query, "status"));
  const chosen = { ...(q && { q }), ...(status && { status }), ...(category && { category }) };
  const [listed, categories, views] = await Promise.all([
    listStaffProducts(api, { limit: ROWS, ...chosen, ...(cursor && { cursor }) }),
    listStaffCategories(api),
    listSavedViews(api),
  ]);
  const tree = treeRowsOf(unwrap(categories).items);
  const mayWrite = holds(member, "product:write");
  const { items, total, totalIsCapped, nextCursor } = unwrap(listed);
  const add = mayWrite && (
    <ShopLink className="button button-ink" href={`${PATH}/new`}>
      {t("add")}
    </ShopLink>
  );
  return (
    <AdminPage actions={add} intro={t("intro")} title={t("title")}>
      <ListSearch action={localePath(locale, PATH)} label={t("search")} placeholder={t("searchHint")} q={q}>
        <ProductFilters categories={tree} category={category} status={status ?? ""} />
      </ListSearch>
      <ClientWords of={["products", "form"]}>
        <SavedViews filters={chosen} key={JSON.stringify(chosen)} views={unwrap(views).items} />
      </ClientWords>
      <div className="mt-5">
        <p className="mb-2 text-sm text-soft">{t(totalIsCapped ? "foundMore" : "found", { count: total })}</p>
        {items.length === 0 && <NoRows {...noRowsOf(t, PATH, { ...chosen, cursor })} />}
        {items.length > 0 && !mayWrite && <ProductTable rows={items} />}
        {items.length > 0 && mayWrite && (
          <ClientWords of={["products", "form", "toast", "account.form"]}>
            <ProductChoice categories={tree} filters={chosen} key={JSON.stringify(chosen)} rows={items} />
          </ClientWords>
        )}
      </div>
      <ListPages
        cursor={cursor}
        nextCursor={nextCursor}
        path={PATH}
        search={{ q, status: status ?? "", category }}
      />
    </AdminPage>
  );
}
