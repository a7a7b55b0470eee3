import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can, everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { LARGE_BODY_BYTES } from "../../../platform/http/json-body.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyByAddress } from "../../../platform/http/response-cache.ts";
import { Closed } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { NewProduct } from "../contract.ts";
import { createProduct } from "./create-product.ts";
import { historyRoute } from "./history-route.ts";
import { productPage } from "./product-page.ts";
import { Product } from "./schemas.ts";
import { setupRoute } from "./setup-route.ts";
import { staffRoutes } from "./staff-routes.ts";
import { variantRoutes } from "./variant-routes.ts";

const tags = ["catalogue"];

export function productRoutes(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  app.get(
    "/api/v1/products/:idOrSlug",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "Read a product",
        problems: ["PRODUCT_ENDED"],
        querystring: Closed({}),
        params: Closed({ idOrSlug: Type.String({ maxLength: 120 }) }),
        response: { 200: Product, 304: NotModified },
      },
    },
    (request, reply) =>
      replyByAddress(cache, request, reply, () =>
        productPage(catalog, request.params.idOrSlug, languageOf(request)),
      ),
  );

  creatingRoute(app, catalog);
  staffRoutes(app, catalog);
  variantRoutes(app, catalog);
  historyRoute(app, catalog);
  setupRoute(app, catalog);
}

function creatingRoute(app: App, catalog: CatalogContext): void {
  app.post(
    "/api/v1/admin/products",
    {
      config: { access: can("product:write") },
      bodyLimit: LARGE_BODY_BYTES,
      schema: {
        tags,
        summary: "Create a product",
        problems: ["SLUG_TAKEN", "SKU_TAKEN"],
        body: NewProduct,
        response: { 201: Product },
      },
    },
    async (request, reply) => {
      const id = await createProduct(catalog, request.body, callerOf(request));
      const { body } = await productPage(catalog, id, languageOf(request), true);
      return reply
        .code(201)
        .header("location", `/api/v1/products/${id}`)
        .send(body as never);
    },
  );
}
