import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AuditFilters, type AuditSearch } from "@/components/admin/audit/audit-filters";
import { AuditList } from "@/components/admin/audit/audit-list";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { UUID } from "@/lib/addresses";
import { periodOf } from "@/lib/admin/audit/period";
import { listAddress, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { listActions } from "@/lib/api/audit-log";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import type { AuditQuery } from "@/lib/api/types";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/audit";
const ROWS = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "audit:read")) return missingMetadata();
  const t = await getTranslations("audit");
  return { title: t("title"), robots: { index: false, follow: false } };
}

const searchOf = (query: PageQuery): AuditSearch => ({
  q: oneOf(query, "q"),
  resource: oneOf(query, "resource"),
  action: oneOf(query, "action"),
  from: oneOf(query, "from"),
  to: oneOf(query, "to"),
  actor: oneOf(query, "actor"),
  subject: oneOf(query, "subject"),
});

/** What of a search the API takes; an address that was typed by hand may have more. */
const filterOf = ({ q, resource, action, from, to, actor, subject }: AuditSearch): AuditQuery => ({
  ...(q && { q: q.slice(0, 64) }),
  ...(/^[a-z-]{1,40}$/.test(resource) && { resource }),
  ...(action && { action: action.slice(0, 60) }),
  ...(UUID.test(actor) && { actorId: actor }),
  ...(subject && { subject: subject.slice(0, 200) }),
  ...periodOf(from, to),
});

/** What staff did: who, what, when, before and after. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!holds(await getMember(), "audit:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("audit"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const [search, cursor] = [searchOf(query), oneOf(query, "cursor")];
  const { items, nextCursor } = unwrap(
    await listActions(api, { limit: ROWS, ...filterOf(search), ...(cursor && { cursor }) }),
  );
  const { actor, subject, ...free } = search;
  const actorName = items.find(({ actor: { id } }) => id === actor)?.actor.name ?? actor;
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ListSearch
        action={localePath(locale, PATH)}
        label={t("search")}
        placeholder={t("search")}
        q={search.q}
      >
        <AuditFilters search={search} />
      </ListSearch>
      {(actor || subject) && (
        <ul className="mt-3 flex flex-wrap gap-2">
          {actor && (
            <Chip href={listAddress(PATH, { ...free, subject })} words={t("byActor", { name: actorName })} />
          )}
          {subject && (
            <Chip href={listAddress(PATH, { ...free, actor })} words={t("aboutSubject", { subject })} />
          )}
        </ul>
      )}
      <div className="mt-5">
        {items.length > 0 ? (
          <AuditList entries={items} />
        ) : (
          <p className="py-10 text-soft">{t(nextCursor === null ? "none" : "noneYet")}</p>
        )}
      </div>
      <ListPages cursor={cursor} nextCursor={nextCursor} path={PATH} search={search} />
    </AdminPage>
  );
}

async function Chip({ words, href }: { words: string; href: string }) {
  const t = await getTranslations("audit");
  return (
    <li className="flex items-center gap-1 rounded-full bg-sand pl-4 text-[0.9375rem]">
      {words}
      <ShopLink
        aria-label={t("removeFilter", { words })}
        className="grid size-11 place-items-center"
        href={href}
      >
        ×
      </ShopLink>
    </li>
  );
}
