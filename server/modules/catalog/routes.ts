import type { App } from "../../platform/http/app.ts";
import type { ResponseCache } from "../../platform/http/response-cache.ts";
import { categoryRoutes } from "./categories/routes.ts";
import type { CatalogContext } from "./context.ts";
import { listRoutes } from "./lists/routes.ts";
import { pictureRoutes } from "./pictures/routes.ts";
import { productRoutes } from "./products/routes.ts";
import { searchRoutes } from "./search/routes.ts";

export function routes(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  categoryRoutes(app, catalog, cache);
  listRoutes(app, catalog, cache);
  productRoutes(app, catalog, cache);
  searchRoutes(app, catalog, cache);
  pictureRoutes(app, catalog);
}
