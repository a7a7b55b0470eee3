import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { editOf } from "../../../platform/audit-log/versioned-edit.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, OptionalVersionHeaders } from "../../../platform/http/versions.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { CategoryChange, NewCategory } from "./category-input.ts";
import { createCategory, editCategory, listForStaff, readCategory, removeCategory } from "./edit-category.ts";
import { presentForStaff } from "./present.ts";
import { StaffCategory } from "./schemas.ts";

const tags = ["catalogue"];
const params = Closed({ id: Uuid });

export function staffCategoryRoutes(app: App, catalog: CatalogContext): void {
  readingRoutes(app, catalog);
  app.post(
    "/api/v1/admin/categories",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Create a category",
        problems: ["SLUG_TAKEN"],
        body: NewCategory,
        response: { 201: StaffCategory },
      },
    },
    async (request, reply) => {
      const row = await createCategory(catalog, request.body, callerOf(request));
      return reply.code(201).header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );

  app.patch(
    "/api/v1/admin/categories/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Edit or move a category",
        problems: ["STALE_EDIT", "SLUG_TAKEN"],
        params,
        headers: OptionalVersionHeaders,
        body: CategoryChange,
        response: { 200: StaffCategory },
      },
    },
    async (request, reply) => {
      const row = await editCategory(catalog, editOf(request), request.body);
      return reply.header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );
  removingRoute(app, catalog);
}

function readingRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/categories",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "List the tree of categories to edit it",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(StaffCategory) }) },
      },
    },
    async () => ({ items: (await listForStaff(catalog)).map(presentForStaff) }),
  );

  app.get(
    "/api/v1/admin/categories/:id",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read a category to edit it",
        params,
        querystring: Closed({}),
        response: { 200: StaffCategory, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readCategory(catalog, request.params.id);
      return reply.header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );
}

function removingRoute(app: App, catalog: CatalogContext): void {
  app.delete(
    "/api/v1/admin/categories/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Delete a category; its products stay",
        problems: ["STALE_EDIT", "CATEGORY_NOT_EMPTY"],
        params,
        headers: OptionalVersionHeaders,
        querystring: Closed({
          moveTo: Type.Optional({ ...Uuid, description: "the category that gets its products" }),
        }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeCategory(catalog, editOf(request), request.query.moveTo ?? null);
      return reply.code(204).send(null);
    },
  );
}
