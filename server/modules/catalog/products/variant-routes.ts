import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import {
  etagOfVersion,
  OptionalVersionHeaders,
  readOptionalVersion,
} from "../../../platform/http/versions.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { NewProduct, VariantChange } from "../contract.ts";
import { addVariant, editVariant, getNamedVariant, removeVariant } from "./edit-variant.ts";
import { presentStaffVariant } from "./present-for-staff.ts";
import { StaffVariant } from "./staff-schemas.ts";

const tags = ["catalogue"];
const params = Closed({ sku: Type.String({ maxLength: 64, description: "its SKU or its id" }) });
const { options, price, compareAtPrice } = VariantChange.properties;

export function variantRoutes(app: App, catalog: CatalogContext): void {
  readingRoute(app, catalog);
  addingRoute(app, catalog);
  app.patch(
    "/api/v1/admin/variants/:sku",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Change the prices and the options of a variant",
        problems: ["UNKNOWN_VARIANT", "STALE_EDIT"],
        params,
        headers: OptionalVersionHeaders,
        body: Closed({ price, compareAtPrice, options }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const edit = {
        variant: request.params.sku,
        version: readOptionalVersion(request.headers["if-match"]),
        by: callerOf(request),
      };
      const { product } = await editVariant(catalog, edit, request.body);
      return reply.code(204).header("etag", etagOfVersion(product.version)).send(null);
    },
  );

  app.delete(
    "/api/v1/admin/variants/:sku",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Take a variant off sale for good",
        problems: ["UNKNOWN_VARIANT", "STALE_EDIT", "LAST_VARIANT"],
        params,
        headers: OptionalVersionHeaders,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const product = await removeVariant(catalog, {
        variant: request.params.sku,
        version: readOptionalVersion(request.headers["if-match"]),
        by: callerOf(request),
      });
      return reply.code(204).header("etag", etagOfVersion(product.version)).send(null);
    },
  );
}

/** Staff who keep the stock know what a SKU is, and no more of the product. */
function readingRoute(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/variants/:sku",
    {
      config: { access: can("product:read", { or: ["stock:read"] }) },
      schema: {
        tags,
        summary: "Read what the product of a variant is called",
        problems: ["UNKNOWN_VARIANT"],
        params,
        querystring: Closed({}),
        response: {
          200: Closed({
            id: Uuid,
            sku: Type.String(),
            options: Type.Record(Type.String(), Type.String()),
            productId: Uuid,
            productName: Type.String({ description: "in Korean" }),
          }),
        },
      },
    },
    ({ params: { sku } }) => getNamedVariant(catalog, sku),
  );
}

function addingRoute(app: App, catalog: CatalogContext): void {
  app.post(
    "/api/v1/admin/products/:id/variants",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Add a variant to a product",
        problems: ["SKU_TAKEN", "STALE_EDIT"],
        params: Closed({ id: Uuid }),
        headers: OptionalVersionHeaders,
        body: NewProduct.properties.variants.items,
        response: { 201: StaffVariant },
      },
    },
    async (request, reply) => {
      const { product, variant } = await addVariant(catalog, request.params.id, request.body, {
        version: readOptionalVersion(request.headers["if-match"]),
        by: callerOf(request),
      });
      return reply
        .code(201)
        .header("etag", etagOfVersion(product.version))
        .send(presentStaffVariant(product, variant));
    },
  );
}
