import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can, everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyFrom } from "../../platform/http/response-cache.ts";
import { readVersion, VersionHeaders } from "../../platform/http/versions.ts";
import { Closed } from "../../platform/schema.ts";
import type { SettingsContext } from "./context.ts";
import { SettingsChange, ShopSettings } from "./contract/shop-settings.ts";
import { presentSettings, ShopDetails } from "./present.ts";
import { changeSettings, etagOf, readSettings, shopPage } from "./service.ts";

const tags = ["settings"];

export function routes(app: App, settings: SettingsContext, cache: ResponseCache): void {
  app.get(
    "/api/v1/shop",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "Read the shop's name, words and seller",
        querystring: Closed({}),
        response: { 200: ShopDetails, 304: NotModified },
      },
    },
    (request, reply) => {
      const language = languageOf(request);
      const fill = () => shopPage(settings, language);
      return replyFrom(cache, language, request, reply, fill);
    },
  );

  app.get(
    "/api/v1/admin/settings",
    {
      config: { access: can("shop:write") },
      schema: {
        tags,
        summary: "Read the settings to edit them",
        response: { 200: ShopSettings, 304: NotModified },
      },
    },
    async (_request, reply) => {
      const current = await readSettings(settings);
      return reply.header("etag", etagOf(current)).send(presentSettings(current.settings));
    },
  );

  app.patch(
    "/api/v1/admin/settings",
    {
      config: { access: can("shop:write") },
      schema: {
        tags,
        summary: "Change the shop's name, words and seller",
        problems: ["STALE_EDIT"],
        headers: VersionHeaders,
        body: SettingsChange,
        response: { 200: ShopSettings },
      },
    },
    async (request, reply) => {
      const base = readVersion(request.headers["if-match"]);
      const changed = await changeSettings(settings, base, request.body, callerOf(request));
      return reply.header("etag", etagOf(changed)).send(presentSettings(changed.settings));
    },
  );
}
