import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { editOf } from "../../../platform/audit-log/versioned-edit.ts";
import { can, everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyByAddress } from "../../../platform/http/response-cache.ts";
import { Files, uploadScope } from "../../../platform/http/uploads.ts";
import { etagOfVersion, VersionHeaders } from "../../../platform/http/versions.ts";
import { MOST_PICTURE_BYTES, readPictures } from "../../../platform/pictures/uploads.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { BrandChange, BrandMerge, NewBrand } from "./brand-input.ts";
import { removeLogo, setLogo } from "./brand-logo.ts";
import { createBrand, editBrand, mergeBrand, readBrand, removeBrand } from "./edit-brand.ts";
import { BrandListQuery, brandsPage, listBrands } from "./list-brands.ts";
import { presentBrand } from "./present.ts";
import { ShownBrandList, StaffBrand, StaffBrandList } from "./schemas.ts";

const tags = ["catalogue"];
const params = Closed({ id: Uuid });

export function brandRoutes(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  shownRoute(app, catalog, cache);
  readingRoutes(app, catalog);
  app.post(
    "/api/v1/admin/brands",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Create a brand",
        problems: ["BRAND_TAKEN", "SLUG_TAKEN"],
        body: NewBrand,
        response: { 201: StaffBrand },
      },
    },
    async (request, reply) => {
      const row = await createBrand(catalog, request.body, callerOf(request));
      return reply.code(201).header("etag", etagOfVersion(row.version)).send(presentBrand(row));
    },
  );
  editingRoute(app, catalog);
  removingRoutes(app, catalog);
  uploadScope(app, { fileBytes: MOST_PICTURE_BYTES, files: 1 }, (scope) => logoRoute(scope, catalog));
}

function logoRoute(app: App, catalog: CatalogContext): void {
  app.post(
    "/api/v1/admin/brands/:id/logo",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Upload the logo of a brand, in place of the former one",
        description: "JPEG, PNG, WebP, GIF or AVIF, told by the bytes of the file.",
        consumes: ["multipart/form-data"],
        problems: ["TOO_MANY_REQUESTS"],
        params,
        body: Files("one picture"),
        response: { 201: StaffBrand },
      },
    },
    async (request, reply) => {
      const [upload] = await readPictures(request);
      if (!upload) throw new Error("a request without a file is refused");
      const row = await setLogo(catalog, request.params.id, upload, callerOf(request));
      return reply.code(201).send(presentBrand(row));
    },
  );
}

function shownRoute(app: App, catalog: CatalogContext, cache: ResponseCache): void {
  app.get(
    "/api/v1/brands",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "List the brands that have products",
        querystring: Closed({}),
        response: { 200: ShownBrandList, 304: NotModified },
      },
    },
    (request, reply) => replyByAddress(cache, request, reply, () => brandsPage(catalog, languageOf(request))),
  );
}

function readingRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/brands",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "List and find brands",
        querystring: BrandListQuery,
        response: { 200: StaffBrandList },
      },
    },
    (request) => listBrands(catalog, request.query),
  );

  app.get(
    "/api/v1/admin/brands/:id",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read a brand to edit it",
        params,
        querystring: Closed({}),
        response: { 200: StaffBrand, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readBrand(catalog, request.params.id);
      return reply.header("etag", etagOfVersion(row.version)).send(presentBrand(row));
    },
  );
}

function editingRoute(app: App, catalog: CatalogContext): void {
  app.patch(
    "/api/v1/admin/brands/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Edit a brand; its products follow its name",
        problems: ["STALE_EDIT", "BRAND_TAKEN", "SLUG_TAKEN"],
        params,
        headers: VersionHeaders,
        body: BrandChange,
        response: { 200: StaffBrand },
      },
    },
    async (request, reply) => {
      const row = await editBrand(catalog, editOf(request), request.body);
      return reply.header("etag", etagOfVersion(row.version)).send(presentBrand(row));
    },
  );
}

function removingRoutes(app: App, catalog: CatalogContext): void {
  app.delete(
    "/api/v1/admin/brands/:id/logo",
    {
      config: { access: can("product:write") },
      schema: { tags, summary: "Remove the logo of a brand", params, response: { 200: StaffBrand } },
    },
    async (request) => presentBrand(await removeLogo(catalog, request.params.id, callerOf(request))),
  );

  app.post(
    "/api/v1/admin/brands/:id/merge",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Give the products of a brand to another, and delete it",
        problems: ["STALE_EDIT"],
        params,
        headers: VersionHeaders,
        body: BrandMerge,
        response: { 200: StaffBrand },
      },
    },
    async (request, reply) => {
      const row = await mergeBrand(catalog, editOf(request), request.body.into);
      return reply.header("etag", etagOfVersion(row.version)).send(presentBrand(row));
    },
  );

  app.delete(
    "/api/v1/admin/brands/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Delete a brand that no product has",
        problems: ["STALE_EDIT", "BRAND_IN_USE"],
        params,
        headers: VersionHeaders,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeBrand(catalog, editOf(request));
      return reply.code(204).send(null);
    },
  );
}
