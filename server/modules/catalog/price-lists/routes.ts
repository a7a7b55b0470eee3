import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { editOf } from "../../../platform/audit-log/versioned-edit.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, OptionalVersionHeaders, VersionHeaders } from "../../../platform/http/versions.ts";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import {
  createPriceList,
  editPriceList,
  listPriceLists,
  readPriceList,
  removePriceList,
} from "./edit-price-list.ts";
import { presentPriceList } from "./present.ts";
import { NewPriceList, PriceListChange } from "./price-list-input.ts";
import { StaffPriceList } from "./schemas.ts";

const tags = ["catalogue"];
const params = Closed({ id: Uuid });

/** Names the list in its cursors. */
const LIST = "price lists";

export function priceListRoutes(app: App, catalog: CatalogContext): void {
  readingRoutes(app, catalog);
  app.post(
    "/api/v1/admin/price-lists",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Create a price list",
        problems: ["PRICE_LIST_LIMIT"],
        body: NewPriceList,
        response: { 201: StaffPriceList },
      },
    },
    async (request, reply) => {
      const row = await createPriceList(catalog, request.body, callerOf(request));
      return reply
        .code(201)
        .headers({ location: `/api/v1/admin/price-lists/${row.id}`, etag: etagOfVersion(row.version) })
        .send(presentPriceList(row, catalog.clock.now()));
    },
  );
  changingRoutes(app, catalog);
}

function readingRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/price-lists",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "List the price lists",
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: {
          200: Closed({
            items: Type.Array(StaffPriceList),
            total: Type.Integer(),
            nextCursor: Nullable(Type.String()),
          }),
        },
      },
    },
    async ({ query: { limit = 20, cursor } }) => {
      const { rows, total } = await listPriceLists(catalog, readIdCursor(LIST, cursor), limit);
      const now = catalog.clock.now();
      const page = pageOf(
        LIST,
        rows,
        limit,
        (row) => presentPriceList(row, now),
        ({ id }) => [id],
      );
      return { ...page, total };
    },
  );

  app.get(
    "/api/v1/admin/price-lists/:id",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read a price list to edit it",
        params,
        querystring: Closed({}),
        response: { 200: StaffPriceList, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readPriceList(catalog, request.params.id);
      return reply
        .header("etag", etagOfVersion(row.version))
        .send(presentPriceList(row, catalog.clock.now()));
    },
  );
}

function changingRoutes(app: App, catalog: CatalogContext): void {
  app.patch(
    "/api/v1/admin/price-lists/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Edit a price list",
        problems: ["STALE_EDIT"],
        params,
        headers: VersionHeaders,
        body: PriceListChange,
        response: { 200: StaffPriceList },
      },
    },
    async (request, reply) => {
      const row = await editPriceList(catalog, editOf(request), request.body);
      return reply
        .header("etag", etagOfVersion(row.version))
        .send(presentPriceList(row, catalog.clock.now()));
    },
  );

  app.delete(
    "/api/v1/admin/price-lists/:id",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Delete a price list with its prices",
        problems: ["STALE_EDIT"],
        params,
        headers: OptionalVersionHeaders,
        querystring: Closed({}),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removePriceList(catalog, editOf(request));
      return reply.code(204).send(null);
    },
  );
}
