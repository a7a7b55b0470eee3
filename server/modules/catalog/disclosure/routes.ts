import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, readVersion, VersionHeaders } from "../../../platform/http/versions.ts";
import { Closed } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { changeRule, readRule } from "./change-rule.ts";
import { presentGroups } from "./present.ts";
import { DisclosureGroupList, DisclosureRule } from "./schemas.ts";

const tags = ["catalogue"];

export function disclosureRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/disclosure-groups",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "List what the law asks to tell of goods, by their group",
        querystring: Closed({}),
        response: { 200: DisclosureGroupList },
      },
    },
    async (request) => presentGroups(languageOf(request)),
  );

  app.get(
    "/api/v1/admin/disclosure-rule",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read whether products may be shown with gaps in that table",
        querystring: Closed({}),
        response: { 200: DisclosureRule, 304: NotModified },
      },
    },
    async (_request, reply) => {
      const { gaps, version } = await readRule(catalog);
      return reply.header("etag", etagOfVersion(version)).send({ gaps });
    },
  );

  app.put(
    "/api/v1/admin/disclosure-rule",
    {
      config: { access: can("shop:write") },
      schema: {
        tags,
        summary: "Say whether products may be shown with gaps in that table",
        problems: ["STALE_EDIT"],
        headers: VersionHeaders,
        body: DisclosureRule,
        response: { 200: DisclosureRule },
      },
    },
    async (request, reply) => {
      const base = readVersion(request.headers["if-match"]);
      const { gaps, version } = await changeRule(catalog, base, request.body.gaps, callerOf(request));
      return reply.header("etag", etagOfVersion(version)).send({ gaps });
    },
  );
}
