import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { LARGE_BODY_BYTES } from "../../../platform/http/json-body.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, readVersion, VersionHeaders } from "../../../platform/http/versions.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { ProductChange } from "../contract.ts";
import { duplicateProduct } from "./duplicate-product.ts";
import { editProduct, readForStaff } from "./edit-product.ts";
import { presentForStaff } from "./present-for-staff.ts";
import { listForStaff, StaffListQuery } from "./staff-list.ts";
import { StaffProduct, StaffProductList } from "./staff-schemas.ts";

const tags = ["catalogue"];
const params = Closed({ id: Uuid });

export function staffRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/products",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "List and find products of every status",
        querystring: StaffListQuery,
        response: { 200: StaffProductList },
      },
    },
    (request) => listForStaff(catalog, request.query),
  );

  app.get(
    "/api/v1/admin/products/:id",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read a product to edit it",
        params,
        querystring: Closed({}),
        response: { 200: StaffProduct, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readForStaff(catalog, request.params.id);
      return reply.header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );

  app.post(
    "/api/v1/admin/products/:id/duplicate",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Make a draft that is like a product",
        params,
        response: { 201: StaffProduct },
      },
    },
    async (request, reply) => {
      const row = await duplicateProduct(catalog, request.params.id, callerOf(request));
      return reply.code(201).header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );

  app.patch(
    "/api/v1/admin/products/:id",
    {
      config: { access: can("product:write") },
      bodyLimit: LARGE_BODY_BYTES,
      schema: {
        tags,
        summary: "Edit a product",
        problems: ["STALE_EDIT", "SLUG_TAKEN", "SKU_TAKEN"],
        params,
        headers: VersionHeaders,
        body: ProductChange,
        response: { 200: StaffProduct },
      },
    },
    async (request, reply) => {
      const row = await editProduct(catalog, {
        id: request.params.id,
        version: readVersion(request.headers["if-match"]),
        change: () => request.body,
        by: callerOf(request),
      });
      return reply.header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );
}
