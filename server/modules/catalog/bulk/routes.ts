import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { BulkEdit, NewBulkEdit, presentBulk, Selection } from "./schemas.ts";
import { countSelected, getBulk, startBulk, undoBulk } from "./start-bulk.ts";

const tags = ["catalogue"];
const access = can("product:write");
const params = Closed({ id: Uuid });

export function bulkRoutes(app: App, catalog: CatalogContext): void {
  app.post(
    "/api/v1/admin/products/bulk/count",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Count the products that an edit would select",
        body: Closed({ where: Selection }),
        response: { 200: Closed({ count: Type.Integer() }) },
      },
    },
    async ({ body }) => ({ count: await countSelected(catalog, body.where) }),
  );

  app.post(
    "/api/v1/admin/products/bulk",
    {
      config: { access },
      schema: {
        tags,
        summary: "Edit many products",
        description:
          "The products that are selected now are edited one after the other by a job; each has its entry " +
          "in its history and in the audit log. Refused when they are not as many as `expected`.",
        problems: ["SELECTION_CHANGED"],
        body: NewBulkEdit,
        response: { 202: BulkEdit },
      },
    },
    async (request, reply) => {
      const id = await startBulk(catalog, request.body, callerOf(request));
      return reply.code(202).send(presentBulk(await getBulk(catalog, id)));
    },
  );

  app.get(
    "/api/v1/admin/products/bulk/:id",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "Read how far an edit of many products is",
        params,
        response: { 200: BulkEdit },
      },
    },
    async (request) => presentBulk(await getBulk(catalog, request.params.id)),
  );

  app.post(
    "/api/v1/admin/products/bulk/:id/undo",
    {
      config: { access },
      schema: {
        tags,
        summary: "Take an edit of many products back",
        description:
          "Products that were edited since keep what they have. A repeat returns the same edit; one that " +
          "takes another back is not taken back.",
        problems: ["BULK_RUNNING"],
        params,
        response: { 202: BulkEdit },
      },
    },
    async (request, reply) => {
      const id = await undoBulk(catalog, request.params.id, callerOf(request));
      return reply.code(202).send(presentBulk(await getBulk(catalog, id)));
    },
  );
}
