import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { NotModified } from "../../platform/http/response-cache.ts";
import { Closed, Line } from "../../platform/schema.ts";
import type { InventoryContext } from "./context.ts";
import { LocationId, presentLocation, StockLocation, VersionHeaders } from "./schemas.ts";
import { addLocation, changeLocation, getLocation, listLocations } from "./service/locations.ts";

const tags = ["stock"];
const Name = Line(60);
const params = Closed({ id: Type.String({ minLength: 1, maxLength: 40 }) });

export function locationRoutes(app: App, inventory: InventoryContext): void {
  app.get(
    "/api/v1/admin/locations",
    {
      config: { access: can("stock:read") },
      schema: {
        tags,
        summary: "List the locations, in the order of serving",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(StockLocation) }) },
      },
    },
    async () => ({ items: (await listLocations(inventory)).map(presentLocation) }),
  );

  app.get(
    "/api/v1/admin/locations/:id",
    {
      config: { access: can("stock:read") },
      schema: {
        tags,
        summary: "Read a location to edit it",
        problems: ["UNKNOWN_LOCATION"],
        params,
        querystring: Closed({}),
        response: { 200: StockLocation, 304: NotModified },
      },
    },
    async (request, reply) => {
      const location = presentLocation(await getLocation(inventory, request.params.id));
      return reply.header("etag", location.etag).send(location);
    },
  );

  app.post(
    "/api/v1/admin/locations",
    {
      config: { access: can("stock:adjust") },
      schema: {
        tags,
        summary: "Add a location behind all others",
        problems: ["LOCATION_TAKEN", "LOCATION_LIMIT"],
        body: Closed({ id: LocationId, name: Name }),
        response: { 201: StockLocation },
      },
    },
    async (request, reply) => {
      const location = presentLocation(await addLocation(inventory, request.body, callerOf(request)));
      return reply
        .code(201)
        .header("location", `/api/v1/admin/locations/${location.id}`)
        .header("etag", location.etag)
        .send(location);
    },
  );

  app.patch(
    "/api/v1/admin/locations/:id",
    {
      config: { access: can("stock:adjust") },
      schema: {
        tags,
        summary: "Rename a location, or move it in the order",
        problems: ["UNKNOWN_LOCATION", "STALE_EDIT"],
        params,
        headers: VersionHeaders,
        body: Closed({
          name: Type.Optional(Name),
          position: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 99, description: "its new place; the others make room" }),
          ),
        }),
        response: { 200: StockLocation },
      },
    },
    async (request, reply) => {
      const { params: place, body, headers } = request;
      const changed = await changeLocation(inventory, place.id, headers["if-match"], body, callerOf(request));
      const location = presentLocation(changed);
      return reply.header("etag", location.etag).send(location);
    },
  );
}
