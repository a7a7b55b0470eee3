import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { BrandRoom } from "@/components/admin/brands/brand-room";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listBrands } from "@/lib/api/brands";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/brands";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "product:read")) return missingMetadata();
  const t = await getTranslations("brands");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The brands with the number of their products. Without the permission to edit it is shown only. */
export default async function BrandsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "product:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("brands"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const [q, cursor] = [oneOf(query, "q"), oneOf(query, "cursor")];
  const { items, total, nextCursor } = unwrap(
    await listBrands(api, { limit: ROWS, ...(q && { q }), ...(cursor && { cursor }) }),
  );
  const readOnly = !holds(member, "product:write");
  return (
    <AdminPage intro={t(readOnly ? "readOnly" : "intro")} title={t("title")}>
      <ListSearch action={localePath(locale, PATH)} label={t("search")} placeholder={t("searchHint")} q={q} />
      <p className="mt-4 text-sm text-soft">{t("found", { count: total })}</p>
      <div className="mt-2">
        <ClientWords of={["form", "brands", "toast"]}>
          <BrandRoom readOnly={readOnly} rows={items} searched={q !== ""} />
        </ClientWords>
      </div>
      <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={{ q }} />
    </AdminPage>
  );
}
