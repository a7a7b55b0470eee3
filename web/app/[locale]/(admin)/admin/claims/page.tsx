import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ClaimTable } from "@/components/admin/claims/claim-table";
import { ClaimTabs } from "@/components/admin/claims/claim-tabs";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListChoice } from "@/components/admin/frame/list-choice";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { NoRows } from "@/components/admin/frame/no-rows";
import { Missing } from "@/components/ui/missing";
import { claimKinds, claimQueryOf, claimSearchOf } from "@/lib/admin/claim-filters";
import { noRowsOf, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listStaffClaims } from "@/lib/api/staff-claims";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/claims";
const AT_ONCE = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "order:read")) return missingMetadata();
  const t = await getTranslations("adminClaims");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The returns and exchanges of the shop by their step. */
export default async function ClaimsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!holds(await getMember(), "order:read")) return <Missing />;
  const [t, words, locale, query, api] = await Promise.all([
    getTranslations("adminClaims"),
    getTranslations("claims"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const search = claimSearchOf(query);
  const cursor = oneOf(query, "cursor");
  const page = { limit: AT_ONCE, ...(cursor && { cursor }) };
  const { items, counts, nextCursor } = unwrap(
    await listStaffClaims(api, { ...claimQueryOf(search), ...page }),
  );
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ListSearch
        action={localePath(locale, PATH)}
        label={t("search")}
        placeholder={t("searchHint")}
        q={search.q}
      >
        <ListChoice
          all={t("allKinds")}
          label={t("kind")}
          name="kind"
          options={claimKinds.map((value) => ({ value, label: words(`kinds.${value}`) }))}
          value={search.kind}
        />
        {search.status !== "" && <input name="status" type="hidden" value={search.status} />}
      </ListSearch>
      <ClaimTabs counts={counts} path={PATH} search={search} />
      {items.length === 0 ? (
        <NoRows {...noRowsOf(t, PATH, { ...search, cursor })} />
      ) : (
        <ClaimTable rows={items} />
      )}
      <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={search} />
    </AdminPage>
  );
}
