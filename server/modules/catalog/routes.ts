import type { App } from "../../platform/http/app.ts";
import { answerEarly, type ResponseCache } from "../../platform/http/response-cache.ts";
import { attributeRoutes } from "./attributes/routes.ts";
import { brandRoutes } from "./brands/routes.ts";
import { bulkRoutes } from "./bulk/routes.ts";
import { categoryRoutes } from "./categories/routes.ts";
import type { CatalogContext } from "./context.ts";
import { descriptionRoutes } from "./descriptions/routes.ts";
import { disclosureRoutes } from "./disclosure/routes.ts";
import { listRoutes } from "./lists/routes.ts";
import { pictureRoutes } from "./pictures/routes.ts";
import { memberPriceRoutes } from "./price-lists/member-price-routes.ts";
import { listedPriceRoutes } from "./price-lists/price-routes.ts";
import { priceListRoutes } from "./price-lists/routes.ts";
import { productRoutes } from "./products/routes.ts";
import { searchRoutes } from "./search/routes.ts";
import { viewRoutes } from "./views/routes.ts";

export function routes(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  answerEarly(app, cache);
  categoryRoutes(app, catalog, cache);
  descriptionRoutes(app, catalog);
  listRoutes(app, catalog, cache);
  productRoutes(app, catalog, cache);
  searchRoutes(app, catalog, cache);
  pictureRoutes(app, catalog);
  attributeRoutes(app, catalog);
  brandRoutes(app, catalog, cache);
  disclosureRoutes(app, catalog);
  bulkRoutes(app, catalog);
  viewRoutes(app, catalog);
  priceListRoutes(app, catalog);
  listedPriceRoutes(app, catalog);
  memberPriceRoutes(app, catalog);
}
