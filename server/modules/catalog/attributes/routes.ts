import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { editOf } from "../../../platform/audit-log/versioned-edit.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, OptionalVersionHeaders } from "../../../platform/http/versions.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { AttributeChange, NewAttribute } from "./attribute-input.ts";
import {
  createAttribute,
  editAttribute,
  listForStaff,
  readAttribute,
  removeAttribute,
} from "./edit-attribute.ts";
import { presentForStaff } from "./present.ts";
import { StaffAttribute } from "./schemas.ts";

const tags = ["catalogue"];
const params = Closed({ id: Uuid });

export function attributeRoutes(app: App, catalog: CatalogContext): void {
  readingRoutes(app, catalog);
  app.post(
    "/api/v1/admin/attributes",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Define what can be told of products",
        problems: ["ATTRIBUTE_TAKEN", "ATTRIBUTE_LIMIT"],
        body: NewAttribute,
        response: { 201: StaffAttribute },
      },
    },
    async (request, reply) => {
      const row = await createAttribute(catalog, request.body, callerOf(request));
      return reply.code(201).header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );
  changingRoutes(app, catalog);
}

function readingRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/attributes",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "List the attributes of products to edit them",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(StaffAttribute) }) },
      },
    },
    async () => ({ items: (await listForStaff(catalog)).map(presentForStaff) }),
  );

  app.get(
    "/api/v1/admin/attributes/:id",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read an attribute to edit it",
        params,
        querystring: Closed({}),
        response: { 200: StaffAttribute, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readAttribute(catalog, request.params.id);
      return reply.header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );
}

function changingRoutes(app: App, catalog: CatalogContext): void {
  app.patch(
    "/api/v1/admin/attributes/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Edit an attribute",
        problems: ["STALE_EDIT", "ATTRIBUTE_IN_USE"],
        params,
        headers: OptionalVersionHeaders,
        body: AttributeChange,
        response: { 200: StaffAttribute },
      },
    },
    async (request, reply) => {
      const row = await editAttribute(catalog, editOf(request), request.body);
      return reply.header("etag", etagOfVersion(row.version)).send(presentForStaff(row));
    },
  );

  app.delete(
    "/api/v1/admin/attributes/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Delete an attribute",
        problems: ["STALE_EDIT", "ATTRIBUTE_IN_USE"],
        params,
        headers: OptionalVersionHeaders,
        querystring: Closed({
          fromProducts: Type.Optional(
            Type.Boolean({ description: "true: it is taken from the products that have it" }),
          ),
        }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeAttribute(catalog, editOf(request), request.query.fromProducts ?? false);
      return reply.code(204).send(null);
    },
  );
}
