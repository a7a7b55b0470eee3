import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can, everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { LARGE_BODY_BYTES } from "../../../platform/http/json-body.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyFrom } from "../../../platform/http/response-cache.ts";
import { OptionalVersionHeaders, readOptionalVersion } from "../../../platform/http/versions.ts";
import type { CatalogContext } from "../context.ts";
import { Suggestions, SuggestQuery, SynonymList } from "./schemas.ts";
import { suggestKey, suggestPage } from "./suggest.ts";
import { etagOf, readSynonyms, replaceSynonyms } from "./synonyms.ts";

const tags = ["catalogue"];

export function searchRoutes(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  app.get(
    "/api/v1/search/suggest",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "Suggest what to search for while a shopper types",
        querystring: SuggestQuery,
        response: { 200: Suggestions, 304: NotModified },
      },
    },
    (request, reply) => {
      const language = languageOf(request);
      const q = suggestKey(request.query.q);
      return replyFrom(cache, `${language} suggest ${q}`, request, reply, () =>
        suggestPage(catalog, q, language),
      );
    },
  );

  app.get(
    "/api/v1/admin/synonyms",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read the words that mean the same, to edit them",
        response: { 200: SynonymList, 304: NotModified },
      },
    },
    async (_request, reply) => {
      const { version, sets } = await readSynonyms(catalog);
      return reply.header("etag", etagOf({ version })).send({ sets });
    },
  );

  app.put(
    "/api/v1/admin/synonyms",
    {
      config: { access: can("product:write") },
      bodyLimit: LARGE_BODY_BYTES,
      schema: {
        tags,
        summary: "Replace the words that mean the same",
        problems: ["STALE_EDIT"],
        headers: OptionalVersionHeaders,
        body: SynonymList,
        response: { 200: SynonymList },
      },
    },
    async (request, reply) => {
      const base = readOptionalVersion(request.headers["if-match"]);
      const changed = await replaceSynonyms(catalog, base, request.body.sets, callerOf(request));
      return reply.header("etag", etagOf(changed)).send({ sets: changed.sets });
    },
  );
}
