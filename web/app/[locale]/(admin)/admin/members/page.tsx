import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { NoRows } from "@/components/admin/frame/no-rows";
import { MemberTable } from "@/components/admin/members/member-table";
import { Missing } from "@/components/ui/missing";
import { noRowsOf, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listMembers } from "@/lib/api/points";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/members";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "member:read")) return missingMetadata();
  const t = await getTranslations("adminMembers");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Members, masked. */
export default async function MembersPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!holds(await getMember(), "member:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("adminMembers"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const [q, cursor] = [oneOf(query, "q"), oneOf(query, "cursor")];
  const filter = { limit: ROWS, ...(q && { q: q.slice(0, 320) }), ...(cursor && { cursor }) };
  const { items, nextCursor } = unwrap(await listMembers(api, filter));
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ListSearch action={localePath(locale, PATH)} label={t("search")} placeholder={t("search")} q={q} />
      <div className="mt-5">
        {items.length > 0 ? (
          <MemberTable members={items} />
        ) : (
          <NoRows {...noRowsOf(t, PATH, { q, cursor })} />
        )}
      </div>
      <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={{ q }} />
    </AdminPage>
  );
}
