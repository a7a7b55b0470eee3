import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Closed, Line, Uuid } from "../../platform/schema.ts";
import type { InventoryContext } from "./context.ts";
import { adjust, getLevels } from "./service.ts";

const Sku = Closed({ sku: Type.String({ minLength: 1, maxLength: 64 }) });
const Level = Closed({
  variantId: Uuid,
  sku: Type.String(),
  location: Type.String(),
  onHand: Type.Integer(),
  reserved: Type.Integer({ description: "held by reservations" }),
  available: Type.Integer(),
});
const withAvailable = <Row extends { onHand: number; reserved: number }>(row: Row) => ({
  ...row,
  available: row.onHand - row.reserved,
});

export function routes(app: App, inventory: InventoryContext): void {
  const tags = ["stock"];

  app.get(
    "/api/v1/admin/stock/:sku",
    {
      config: { access: can("stock:read") },
      schema: {
        tags,
        summary: "Read the stock of a SKU",
        problems: ["UNKNOWN_SKU"],
        params: Sku,
        response: { 200: Closed({ items: Type.Array(Level) }) },
      },
    },
    async ({ params }) => ({ items: (await getLevels(inventory, params.sku)).map(withAvailable) }),
  );

  app.post(
    "/api/v1/admin/stock/:sku/adjust",
    {
      config: { access: can("stock:adjust") },
      schema: {
        tags,
        summary: "Adjust the stock of a SKU",
        problems: ["UNKNOWN_SKU", "UNKNOWN_LOCATION", "STOCK_BELOW_RESERVED", "STOCK_LIMIT"],
        params: Sku,
        body: Closed({
          delta: Type.Integer({ minimum: -10_000_000, maximum: 10_000_000 }),
          reason: Line(200),
          location: Type.Optional(Type.String({ pattern: "^[a-z0-9-]{1,40}$" })),
        }),
        response: { 200: Level },
      },
    },
    async (request) => {
      const { delta, reason, location = "main" } = request.body;
      const { sku } = request.params;
      return withAvailable(await adjust(inventory, { sku, delta, reason, location }, callerOf(request)));
    },
  );
}
