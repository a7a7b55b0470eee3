import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { NoRows } from "@/components/admin/frame/no-rows";
import { ReplayReport } from "@/components/admin/recommendations/replay-report";
import { Refusal } from "@/components/form/notice";
import { Missing } from "@/components/ui/missing";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { type ReplaySearch, replayDays, replaySearchOf } from "@/lib/admin/recommendations/replay-search";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { readRegistry, replayModel } from "@/lib/api/recommendations";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const ROOM = "/admin/recommendations";
const PATH = `${ROOM}/replay`;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "recommendation:read")) return missingMetadata();
  const t = await getTranslations("adminRecommendations.replay");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What a model would have recommended where another one did. The report follows the page by seconds. */
export default async function ReplayPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  if (!holds(await getMember(), "recommendation:read")) return <Missing />;
  const [t, room, query, api] = await Promise.all([
    getTranslations("adminRecommendations.replay"),
    getTranslations("adminRecommendations"),
    searchParams,
    visitorApi(),
  ]);
  const versions = unwrap(await readRegistry(api)).versions.map(({ version }) => version);
  const search = replaySearchOf(versions, oneOf(query, "version"), oneOf(query, "days"));
  return (
    <AdminPage intro={t("intro")} title={t("title")} up={{ name: room("title"), path: ROOM }}>
      {versions.length === 0 ? (
        <NoRows text={t("noModels")} />
      ) : (
        <ReplayForm search={search} versions={versions} />
      )}
      {search.version !== null && (
        <div className="mt-6">
          <Suspense
            fallback={
              <p className="animate-late rounded-lg bg-sand px-5 py-4" role="status">
                {t("waiting")}
              </p>
            }
            key={`${search.version} ${search.days}`}
          >
            <Report days={search.days} version={search.version} />
          </Suspense>
        </div>
      )}
    </AdminPage>
  );
}

async function ReplayForm({ search, versions }: { search: ReplaySearch; versions: readonly number[] }) {
  const [t, room, locale] = await Promise.all([
    getTranslations("adminRecommendations.replay"),
    getTranslations("adminRecommendations"),
    getLocale(),
  ]);
  return (
    <form action={localePath(locale, PATH)} className="flex flex-wrap items-end gap-x-4 gap-y-3" method="get">
      <label className="text-[0.9375rem] font-semibold">
        {room("version")}
        <select
          className="field mt-1.5 block w-40!"
          defaultValue={search.version ?? versions[0]}
          name="version"
        >
          {versions.map((version) => (
            <option key={version} value={version}>
              {t("this", { version })}
            </option>
          ))}
        </select>
      </label>
      <label className="text-[0.9375rem] font-semibold">
        {t("days")}
        <select className="field mt-1.5 block w-40!" defaultValue={search.days} name="days">
          {replayDays.map((days) => (
            <option key={days} value={days}>
              {t("daysOf", { days })}
            </option>
          ))}
        </select>
      </label>
      <button className="button button-ink" type="submit">
        {t("compare")}
      </button>
    </form>
  );
}

async function Report({ version, days }: { version: number; days: number }) {
  const [t, api] = await Promise.all([getTranslations("adminRecommendations.replay"), visitorApi()]);
  const replayed = await replayModel(api, version, days);
  if (!replayed.ok) return <Refusal text={replayed.problem.title} />;
  if (replayed.data.figures.lists === 0) return <NoRows text={t("nothing")} />;
  return <ReplayReport replay={replayed.data} />;
}
