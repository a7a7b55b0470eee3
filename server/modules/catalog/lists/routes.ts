import { everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyByAddress } from "../../../platform/http/response-cache.ts";
import type { CatalogContext } from "../context.ts";
import { listPage } from "./list-page.ts";
import { ListQuery } from "./listing.ts";
import { ProductList } from "./schemas.ts";

const tags = ["catalogue"];

export function listRoutes(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  app.get(
    "/api/v1/products",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "List, filter and search products",
        querystring: ListQuery,
        response: { 200: ProductList, 304: NotModified },
      },
    },
    (request, reply) =>
      replyByAddress(cache, request, reply, () => listPage(catalog, request.query, languageOf(request))),
  );
}
