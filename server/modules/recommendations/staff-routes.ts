import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../platform/errors.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Closed, Uuid } from "../../platform/schema.ts";
import type { RecommendationsContext } from "./context.ts";
import { presentList } from "./present.ts";
import { NewRule, Rule } from "./schemas.ts";
import { historyOf, listRecentPersons, recordReading } from "./service/persons.ts";
import { recommend } from "./service/recommend.ts";
import { promote, readRegistry, rollBack } from "./service/registry.ts";
import { addRule, listRules, removeRule } from "./service/rules.ts";
import { hasSimulated } from "./service/simulated.ts";
import { findReport, LEAST_INTERACTIONS } from "./service/train.ts";
import { presentChange, presentRule, presentRun, presentVersion } from "./staff-present.ts";
import {
  ModelRegistry,
  Preview,
  PreviewQuery,
  Promotion,
  RecentVisitors,
  RollBack,
  VersionParams,
} from "./staff-schemas.ts";

const tags = ["recommendations"];
const read = { access: can("recommendation:read") };
const write = { access: can("recommendation:write") };

export function staffRoutes(app: App, context: RecommendationsContext): void {
  modelRoutes(app, context);
  aliasRoutes(app, context);
  ruleRoutes(app, context);
  previewRoute(app, context);
  recentVisitorsRoute(app, context);
}

async function registryOf(context: RecommendationsContext) {
  const { versions, runs, aliases, history } = await readRegistry(context);
  const [{ interactions }, simulated] = await Promise.all([context.popularity.get(), hasSimulated(context)]);
  return {
    serving: context.model.get()?.version ?? null,
    ...{ interactions, simulated },
    leastInteractions: LEAST_INTERACTIONS,
    versions: versions.map((row) => presentVersion(row, aliases)),
    runs: runs.map(presentRun),
    history: history.map(presentChange),
  };
}

function modelRoutes(app: App, context: RecommendationsContext): void {
  app.get(
    "/api/v1/admin/recommendations/models",
    {
      config: read,
      schema: {
        tags,
        summary: "List models and the runs that trained them",
        querystring: Closed({}),
        response: { 200: ModelRegistry },
      },
    },
    () => registryOf(context),
  );

  app.get(
    "/api/v1/admin/recommendations/runs/:id/report",
    {
      config: read,
      schema: {
        tags,
        summary: "Read the report of a run",
        description: "A page without scripts.",
        params: Closed({ id: Uuid }),
        response: {
          200: { description: "the page", content: { "text/html": { schema: Type.String() } } },
        },
      },
    },
    async (request, reply) => {
      const report = await findReport(context, request.params.id);
      if (!report) throw new DomainError("NOT_FOUND");
      return reply
        .type("text/html; charset=utf-8")
        .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .send(report);
    },
  );
}

function aliasRoutes(app: App, context: RecommendationsContext): void {
  app.post(
    "/api/v1/admin/recommendations/models/:version/promote",
    {
      config: write,
      schema: {
        tags,
        summary: "Give a model an alias",
        description:
          "A new champion makes the lists of every process within seconds; its file is checked first. An " +
          "experiment that runs beside the hold-out ends, since its figures are those of one champion.",
        problems: ["MODEL_UNUSABLE", "ALREADY_CHAMPION"],
        params: VersionParams,
        body: Promotion,
        response: { 200: ModelRegistry },
      },
    },
    async (request) => {
      const { version } = request.params;
      const { alias, reason } = request.body;
      await promote(context, { alias, version, reason }, { staff: callerOf(request) });
      return registryOf(context);
    },
  );

  app.post(
    "/api/v1/admin/recommendations/rollback",
    {
      config: write,
      schema: {
        tags,
        summary: "Go back to the model before",
        description:
          "Exchanges the champion and the previous one. An experiment that runs beside the hold-out ends.",
        problems: ["NO_PREVIOUS_MODEL", "NOT_CHAMPION"],
        body: RollBack,
        response: { 200: ModelRegistry },
      },
    },
    async (request) => {
      await rollBack(context, request.body, { staff: callerOf(request) });
      return registryOf(context);
    },
  );
}

function ruleRoutes(app: App, context: RecommendationsContext): void {
  const nameOf = async (productId: string): Promise<string | null> =>
    (await context.assortment.get()).find(productId)?.name ?? null;
  app.get(
    "/api/v1/admin/recommendations/rules",
    {
      config: read,
      schema: {
        tags,
        summary: "List what is recommended first, more often or hardly",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(Rule) }) },
      },
    },
    async () => {
      const products = await context.assortment.get();
      const rules = await listRules(context);
      return {
        items: rules.map((rule) => presentRule(rule, products.find(rule.productId)?.name ?? null)),
      };
    },
  );

  app.post(
    "/api/v1/admin/recommendations/rules",
    {
      config: write,
      schema: {
        tags,
        summary: "Recommend a product first, more often or hardly",
        problems: ["NOT_FOUND", "RULE_LIMIT"],
        body: NewRule,
        response: { 201: Rule },
      },
    },
    async (request, reply) => {
      const rule = await addRule(context, request.body, callerOf(request));
      return reply.code(201).send(presentRule(rule, await nameOf(rule.productId)));
    },
  );

  app.delete(
    "/api/v1/admin/recommendations/rules/:id",
    {
      config: write,
      schema: {
        tags,
        summary: "End a rule",
        params: Closed({ id: Uuid }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeRule(context, request.params.id, callerOf(request));
      return reply.code(204).send(null);
    },
  );
}

const PREVIEW_SIZE = 12;

function previewRoute(app: App, context: RecommendationsContext): void {
  app.get(
    "/api/v1/admin/recommendations/preview",
    {
      config: read,
      schema: {
        tags,
        summary: "See what a visitor is recommended, and why",
        description: "A visitor's history is personal: each reading of one is in the audit log.",
        querystring: PreviewQuery,
        response: { 200: Preview },
      },
    },
    async (request) => {
      const { visitor, placement = "home", productId = null } = request.query;
      if (visitor !== undefined) await recordReading(context, visitor, callerOf(request));
      const [list, rows, products] = await Promise.all([
        recommend(context, {
          ...{ placement, productId, kind: "similar", category: null, recent: [], without: [] },
          limit: PREVIEW_SIZE,
          person: visitor === undefined ? null : { kind: "visitor", id: visitor },
          language: languageOf(request),
          requestId: request.id,
          isPreview: true,
        }),
        visitor === undefined ? [] : historyOf(context, visitor),
        context.assortment.get(),
      ]);
      return {
        list: JSON.parse(presentList(list, request.id).toString()),
        history: rows.map(({ productId: id, type, at }) => ({
          productId: id,
          name: products.find(id)?.name ?? null,
          type,
          at: new Date(at).toISOString(),
        })),
      };
    },
  );
}

function recentVisitorsRoute(app: App, context: RecommendationsContext): void {
  app.get(
    "/api/v1/admin/recommendations/visitors",
    {
      config: read,
      schema: {
        tags,
        summary: "List the visitors who were active last",
        description: "To choose one for the preview. What they did is not said here.",
        querystring: Closed({}),
        response: { 200: RecentVisitors },
      },
    },
    async () => ({ items: await listRecentPersons(context) }),
  );
}
