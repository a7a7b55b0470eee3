import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { RoomCard } from "@/components/admin/frame/room-card";
import { AliasHistory } from "@/components/admin/recommendations/alias-history";
import { ExperimentList } from "@/components/admin/recommendations/experiment-list";
import { ModelTable } from "@/components/admin/recommendations/model-table";
import { NewExperiment } from "@/components/admin/recommendations/new-experiment";
import { NewRule } from "@/components/admin/recommendations/new-rule";
import { Preview } from "@/components/admin/recommendations/preview";
import { RuleList } from "@/components/admin/recommendations/rule-list";
import { RunTable } from "@/components/admin/recommendations/run-table";
import { StatePanel } from "@/components/admin/recommendations/state-panel";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { UUID } from "@/lib/addresses";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import {
  listExperiments,
  listRecommendationRules,
  previewRecommendations,
  readRegistry,
} from "@/lib/api/recommendations";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/recommendations";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "recommendation:read")) return missingMetadata();
  const t = await getTranslations("adminRecommendations");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** Which model recommends, how it came there, and what staff add to it. */
export default async function RecommendationsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "recommendation:read")) return <Missing />;
  const [t, query, api] = await Promise.all([
    getTranslations("adminRecommendations"),
    searchParams,
    visitorApi(),
  ]);
  const visitor = UUID.test(oneOf(query, "visitor")) ? oneOf(query, "visitor").toLowerCase() : "";
  const [registry, experiments, rules, preview] = await Promise.all([
    readRegistry(api).then(unwrap),
    listExperiments(api).then(unwrap),
    listRecommendationRules(api).then(unwrap),
    previewRecommendations(api, visitor).then(unwrap),
  ]);
  const mayWrite = holds(member, "recommendation:write");
  const others = registry.versions
    .filter(({ aliases }) => !aliases.includes("champion"))
    .map(({ version }) => version);
  return (
    <AdminPage intro={t(mayWrite ? "intro" : "readOnly")} title={t("title")}>
      <ClientWords of={["form", "adminRecommendations", "account.form"]}>
        <div className="space-y-8">
          <StatePanel mayWrite={mayWrite} registry={registry} />
          <Part title={t("models")}>
            <ModelTable mayWrite={mayWrite} registry={registry} />
            {registry.versions.length > 0 && (
              <div className="mt-3 flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
                <p className="max-w-3xl text-[0.9375rem] text-soft">{t("qualityText")}</p>
                <ShopLink className="inline-flex min-h-11 items-center text-link" href={`${PATH}/replay`}>
                  {t("replayLink")}
                </ShopLink>
              </div>
            )}
          </Part>
          <Part title={t("runs")}>
            <RunTable runs={registry.runs} />
          </Part>
          {registry.history.length > 0 && (
            <Part title={t("history")}>
              <AliasHistory changes={registry.history} />
            </Part>
          )}
          <Part title={t("experiments")}>
            <ExperimentList experiments={experiments.items} mayWrite={mayWrite} />
          </Part>
          {mayWrite && others.length > 0 && (
            <RoomCard id="new-experiment" title={t("newExperiment")}>
              <NewExperiment versions={others} />
            </RoomCard>
          )}
          <div className="grid items-start gap-6 xl:grid-cols-2">
            <RoomCard id="rules" title={t("rules")}>
              <RuleList mayWrite={mayWrite} rules={rules.items} />
              {mayWrite && (
                <div className="mt-6 border-t border-line pt-5">
                  <NewRule />
                </div>
              )}
            </RoomCard>
            <RoomCard id="preview" title={t("preview")}>
              <PreviewForm visitor={visitor} />
              <Preview preview={preview} />
            </RoomCard>
          </div>
        </div>
      </ClientWords>
    </AdminPage>
  );
}

/** No landmark: the table in it is one of the same name. */
const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <h2 className="mb-3 text-lg font-bold">{title}</h2>
    {children}
  </div>
);

async function PreviewForm({ visitor }: { visitor: string }) {
  const [t, locale] = await Promise.all([getTranslations("adminRecommendations"), getLocale()]);
  return (
    <>
      <p className="mb-3 text-[0.9375rem] text-soft">{t("previewText")}</p>
      <form action={localePath(locale, PATH)} className="flex flex-wrap items-center gap-2" method="get">
        <input
          aria-label={t("visitor")}
          className="field min-w-64 flex-1"
          defaultValue={visitor}
          name="visitor"
          placeholder={t("visitorHint")}
        />
        <button className="button button-ink" type="submit">
          {t("show")}
        </button>
      </form>
    </>
  );
}
