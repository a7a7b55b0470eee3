import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Closed, Line } from "../../platform/schema.ts";
import type { InventoryContext } from "./context.ts";
import { Delta, LocationId, MovedQuantity, presentLevel, SkuParams, StockLevel } from "./schemas.ts";
import { adjust } from "./service/adjust.ts";
import { transfer } from "./service/transfer.ts";

const tags = ["stock"];
const access = can("stock:adjust");
const refusals = ["UNKNOWN_SKU", "UNKNOWN_LOCATION", "STOCK_BELOW_RESERVED", "STOCK_LIMIT"];
const Reason = Line(200);

export function changingStock(app: App, inventory: InventoryContext): void {
  app.post(
    "/api/v1/admin/stock/:sku/adjust",
    {
      config: { access },
      schema: {
        tags,
        summary: "Adjust the stock of a SKU",
        problems: refusals,
        params: SkuParams,
        body: Closed({ delta: Delta, reason: Reason, location: Type.Optional(LocationId) }),
        response: { 200: StockLevel },
      },
    },
    async (request) => {
      const { delta, reason, location = "main" } = request.body;
      const { sku } = request.params;
      return presentLevel(await adjust(inventory, { sku, delta, reason, location }, callerOf(request)));
    },
  );

  app.post(
    "/api/v1/admin/stock/:sku/transfer",
    {
      config: { access },
      schema: {
        tags,
        summary: "Move pieces of a SKU to another location",
        problems: refusals,
        params: SkuParams,
        body: Closed({ from: LocationId, to: LocationId, quantity: MovedQuantity, reason: Reason }),
        response: {
          200: Closed({ items: Type.Array(StockLevel, { description: "`from`, then `to`" }) }),
        },
      },
    },
    async (request) => {
      const order = { sku: request.params.sku, ...request.body };
      return { items: (await transfer(inventory, order, callerOf(request))).map(presentLevel) };
    },
  );
}
