import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { RoomCard } from "@/components/admin/frame/room-card";
import { AliasHistory } from "@/components/admin/recommendations/alias-history";
import { ComparisonFigure } from "@/components/admin/recommendations/comparison-figure";
import { ExperimentList } from "@/components/admin/recommendations/experiment-list";
import { ModelTable } from "@/components/admin/recommendations/model-table";
import { NewExperiment } from "@/components/admin/recommendations/new-experiment";
import { NewRule } from "@/components/admin/recommendations/new-rule";
import { Preview } from "@/components/admin/recommendations/preview";
import { PreviewChoice } from "@/components/admin/recommendations/preview-choice";
import { QualityFigure } from "@/components/admin/recommendations/quality-figure";
import { RuleList } from "@/components/admin/recommendations/rule-list";
import { RunTable } from "@/components/admin/recommendations/run-table";
import { StatePanel } from "@/components/admin/recommendations/state-panel";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { ShopLink } from "@/components/ui/shop-link";
import { UUID } from "@/lib/addresses";
import { oneOf, type PageQuery } from "@/lib/admin/list-address";
import { holds } from "@/lib/admin/tasks";
import type { Api } from "@/lib/api/client";
import { listMembers } from "@/lib/api/points";
import { unwrap } from "@/lib/api/problem";
import {
  listExperiments,
  listRecentVisitors,
  listRecommendationRules,
  previewRecommendations,
  readRegistry,
} from "@/lib/api/recommendations";
import { visitorApi } from "@/lib/api/server";
import { shopCurrency } from "@/lib/config";
import { missingMetadata } from "@/lib/page-metadata";
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
  const email = holds(member, "member:read") ? oneOf(query, "email").trim().slice(0, 320) : null;
  const visitor = await visitorOf(api, query, email);
  const [registry, experiments, rules, recent, preview] = await Promise.all([
    readRegistry(api).then(unwrap),
    listExperiments(api).then(unwrap),
    listRecommendationRules(api).then(unwrap),
    listRecentVisitors(api).then(unwrap),
    visitor === null ? null : previewRecommendations(api, visitor).then(unwrap),
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
            {registry.versions.length > 0 && (
              <div className="mt-4">
                <ComparisonFigure registry={registry} />
              </div>
            )}
          </Part>
          <Part title={t("runs")}>
            {registry.runs.length > 0 && (
              <div className="mb-4">
                <QualityFigure registry={registry} />
              </div>
            )}
            <RunTable runs={registry.runs} />
          </Part>
          {registry.history.length > 0 && (
            <Part title={t("history")}>
              <AliasHistory changes={registry.history} />
            </Part>
          )}
          <Part title={t("experiments")}>
            <ExperimentList currency={shopCurrency()} experiments={experiments.items} mayWrite={mayWrite} />
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
              <PreviewChoice email={email} path={PATH} recent={recent.items} visitor={visitor ?? ""} />
              {preview ? <Preview preview={preview} /> : <p className="mt-4">{t("noMember")}</p>}
            </RoomCard>
          </div>
        </div>
      </ClientWords>
    </AdminPage>
  );
}

/** Whose list is shown: the member of the e-mail, else what the address names; null: no such member. */
async function visitorOf(api: Api, query: PageQuery, email: string | null): Promise<string | null> {
  if (email) {
    // The search of members also knows names and phones, and each look is in the audit log.
    if (!email.includes("@")) return null;
    const [found, other] = unwrap(await listMembers(api, { q: email, limit: 2 })).items;
    return found && !other ? found.id : null;
  }
  const named = oneOf(query, "visitor");
  return UUID.test(named) ? named.toLowerCase() : "";
}

/** No landmark: the table in it is one of the same name. */
const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <h2 className="mb-3 text-lg font-bold">{title}</h2>
    {children}
  </div>
);
