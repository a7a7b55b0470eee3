import { Type } from "typebox";
import { callerOf } from "../../platform/audit-log/audit-log.ts";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Closed, Line, Plain, Uuid } from "../../platform/schema.ts";
import type { InventoryContext } from "./context.ts";
import {
  CountedLine,
  CountedPieces,
  Delta,
  LevelChange,
  LocationId,
  MovedQuantity,
  presentCount,
  presentLevel,
  SkuParams,
  StockLevel,
  stockEtag,
  VersionHeaders,
} from "./schemas.ts";
import { adjust } from "./service/adjust.ts";
import { countStock } from "./service/count-stock.ts";
import { setLevel } from "./service/set-level.ts";
import { transfer } from "./service/transfer.ts";

const tags = ["stock"];
const access = can("stock:adjust");
const refusals = ["UNKNOWN_SKU", "UNKNOWN_LOCATION", "STOCK_BELOW_RESERVED", "STOCK_LIMIT", "BUNDLE_STOCK"];
const Reason = Line(200);
/** The reason of a stock-take that gives none. */
const STOCK_TAKE = "stock-take";

export function changingStock(app: App, inventory: InventoryContext): void {
  changingSku(app, inventory);
  settingUp(app, inventory);
  counting(app, inventory);
}

function changingSku(app: App, inventory: InventoryContext): void {
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

function counting(app: App, inventory: InventoryContext): void {
  const CountLineInput = Closed({
    sku: Plain("^[A-Za-z0-9._-]{1,64}$", { description: "a SKU" }),
    location: Type.Optional(LocationId),
    counted: CountedPieces,
    expected: Type.Integer({
      minimum: -1_000_000_000,
      maximum: 1_000_000_000,
      description: "on hand when the counting began",
    }),
  });
  app.post(
    "/api/v1/admin/stock/counts",
    {
      config: { access },
      schema: {
        tags,
        summary: "Save a stock-take",
        description:
          "Each line changes the stock by `counted` − `expected`, so that sales between the counting and " +
          "its saving stay sold. All lines are applied, or none. A repeat of an `id` changes nothing.",
        problems: ["COUNT_SAVED", "STOCK_BELOW_RESERVED", "STOCK_LIMIT", "BUNDLE_STOCK"],
        body: Closed({
          id: Type.Optional(Uuid),
          reason: Type.Optional(Reason),
          lines: Type.Array(CountLineInput, { minItems: 1, maxItems: 1_000 }),
        }),
        response: { 200: Closed({ id: Uuid, lines: Type.Array(CountedLine) }) },
      },
    },
    async (request) => {
      const { lines, reason = STOCK_TAKE, ...count } = request.body;
      const located = lines.map(({ location = "main", ...line }) => ({ ...line, location }));
      return presentCount(
        await countStock(inventory, { ...count, reason, lines: located }, callerOf(request)),
      );
    },
  );
}

function settingUp(app: App, inventory: InventoryContext): void {
  app.patch(
    "/api/v1/admin/stock/:sku",
    {
      config: { access },
      schema: {
        tags,
        summary: "Change how a SKU is kept at a location",
        problems: ["UNKNOWN_SKU", "UNKNOWN_LOCATION", "STALE_EDIT", "BACK_ORDERS_OPEN", "BUNDLE_STOCK"],
        params: SkuParams,
        headers: VersionHeaders,
        body: Closed({ location: Type.Optional(LocationId), ...LevelChange }),
        response: { 200: Closed({ items: Type.Array(StockLevel) }) },
      },
    },
    async (request, reply) => {
      const { location = "main", ...change } = request.body;
      const edit = { sku: request.params.sku, location, ifMatch: request.headers["if-match"], change };
      const levels = await setLevel(inventory, edit, callerOf(request));
      return reply.header("etag", stockEtag(levels)).send({ items: levels.map(presentLevel) });
    },
  );
}
