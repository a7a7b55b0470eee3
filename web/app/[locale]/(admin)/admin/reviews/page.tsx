import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { NoRows } from "@/components/admin/frame/no-rows";
import { ModeratedCard } from "@/components/admin/reviews/moderated-card";
import { ReviewFilters } from "@/components/admin/reviews/review-filters";
import { ReviewTabs } from "@/components/admin/reviews/review-tabs";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { listAddress, noRowsOf, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { chosenFilters, type ReviewTab, searchOf } from "@/lib/admin/review-filters";
import { holds } from "@/lib/admin/tasks";
import type { Api } from "@/lib/api/client";
import { unwrap } from "@/lib/api/problem";
import { listStaffQuestions, listStaffReviews } from "@/lib/api/reviews";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/reviews";
const AT_ONCE = 20;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "review:read")) return missingMetadata();
  const t = await getTranslations("adminReviews");
  return { title: t("title"), robots: { index: false, follow: false } };
}

async function readPage(api: Api, tab: ReviewTab, query: PageQuery) {
  const cursor = oneOf(query, "cursor");
  const page = { limit: AT_ONCE, ...(cursor && { cursor }) };
  const { rating, reported, ...common } = chosenFilters(query);
  if (tab === "questions") {
    const found = unwrap(await listStaffQuestions(api, { ...common, ...page }));
    return { ...found, items: found.items.map((item) => ({ kind: tab, item })) };
  }
  const filters = { ...common, ...(rating && { rating }), ...(reported && { reported }) };
  const found = unwrap(await listStaffReviews(api, { ...filters, ...page }));
  return { ...found, items: found.items.map((item) => ({ kind: tab, item })) };
}

/** What buyers and members wrote: staff answer, and hide what breaks the rules. */
export default async function ReviewsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "review:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("adminReviews"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const tab: ReviewTab = oneOf(query, "tab") === "questions" ? "questions" : "reviews";
  const { items, total, totalIsCapped, nextCursor } = await readPage(api, tab, query);
  const may = { answer: holds(member, "review:answer"), moderate: holds(member, "review:moderate") };
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ReviewTabs path={PATH} tab={tab} />
      <ReviewFilters action={localePath(locale, PATH)} search={searchOf(query)} tab={tab} />
      <p className="mt-5 text-sm text-soft">{t(totalIsCapped ? "totalCapped" : "total", { count: total })}</p>
      {items.length === 0 && <NoRows {...noRowsOf(t, listAddress(PATH, { tab }), searchOf(query))} />}
      <ClientWords of={["adminReviews", "form"]}>
        <ul className="mt-3 space-y-4">
          {items.map(({ kind, item }) => (
            <li key={item.id}>
              <ModeratedCard item={item} kind={kind} may={may} />
            </li>
          ))}
        </ul>
      </ClientWords>
      <ListPages
        cursor={oneOf(query, "cursor")}
        nextCursor={nextCursor}
        path={PATH}
        search={{ ...searchOf(query), tab }}
      />
    </AdminPage>
  );
}
