import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { deleteView, listViews, saveView } from "./saved-views.ts";
import { NewView, SavedView } from "./schemas.ts";

const tags = ["catalogue"];
const access = can("product:read");

export function viewRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/products/views",
    {
      config: { access },
      schema: {
        tags,
        summary: "List the own saved views of the products",
        response: { 200: Closed({ items: Type.Array(SavedView) }) },
      },
    },
    async (request) => ({ items: await listViews(catalog, callerOf(request).actor.id) }),
  );

  app.post(
    "/api/v1/admin/products/views",
    {
      config: { access },
      schema: {
        tags,
        summary: "Save a view of the products",
        description: "A view of the same name gets the new filters.",
        problems: ["VIEW_LIMIT"],
        body: NewView,
        response: { 201: SavedView },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await saveView(catalog, callerOf(request).actor.id, request.body)),
  );

  app.delete(
    "/api/v1/admin/products/views/:id",
    {
      config: { access },
      schema: {
        tags,
        summary: "Delete a saved view",
        params: Closed({ id: Uuid }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await deleteView(catalog, callerOf(request).actor.id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
