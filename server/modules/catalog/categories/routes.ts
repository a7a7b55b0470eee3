import { everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyByAddress } from "../../../platform/http/response-cache.ts";
import { Closed } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { categoriesPage } from "./categories-page.ts";
import { CategoryList } from "./schemas.ts";
import { staffCategoryRoutes } from "./staff-routes.ts";

const tags = ["catalogue"];

export function categoryRoutes(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  app.get(
    "/api/v1/categories",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "List the categories",
        querystring: Closed({}),
        response: { 200: CategoryList, 304: NotModified },
      },
    },
    (request, reply) =>
      replyByAddress(cache, request, reply, () => categoriesPage(catalog, languageOf(request))),
  );
  staffCategoryRoutes(app, catalog);
}
