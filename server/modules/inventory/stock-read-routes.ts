import { Type } from "typebox";
import { can } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import {
  Cursor,
  Limit,
  type Place,
  pageOf,
  readCursor,
  readNumberCursor,
} from "../../platform/http/cursor.ts";
import { NotModified } from "../../platform/http/response-cache.ts";
import { UUID } from "../../platform/ids.ts";
import { Closed, Nullable } from "../../platform/schema.ts";
import type { InventoryContext } from "./context.ts";
import {
  LedgerEntry,
  LocationId,
  presentEntry,
  presentLevel,
  presentStock,
  SkuParams,
  SkuStock,
  StockLevel,
  stockEtag,
} from "./schemas.ts";
import { getLevels, listLedger, listStock } from "./service/levels.ts";

const tags = ["stock"];
const access = can("stock:read");

/** The names of the lists in their cursors. */
const STOCK = "stock";
const LEDGER = "stock-ledger";

const isSkuPlace = ([sku = "", variantId = "", ...more]: Place): boolean =>
  sku.length <= 200 && !sku.includes("\0") && UUID.test(variantId) && more.length === 0;

export function readingStock(app: App, inventory: InventoryContext): void {
  app.get(
    "/api/v1/admin/stock",
    {
      config: { access },
      schema: {
        tags,
        summary: "List the stock by SKU",
        querystring: Closed({
          q: Type.Optional(Type.String({ maxLength: 64, description: "part of a SKU" })),
          low: Type.Optional(Type.Boolean({ description: "true: SKUs that are low at some location" })),
          location: Type.Optional(LocationId),
          limit: Limit,
          cursor: Cursor,
        }),
        response: { 200: Closed({ items: Type.Array(SkuStock), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async ({ query: { limit = 20, cursor, ...search } }) => {
      const [sku, variantId] = cursor === undefined ? [] : readCursor(STOCK, cursor, isSkuPlace);
      const after = sku === undefined || variantId === undefined ? null : ([sku, variantId] as const);
      const rows = await listStock(inventory, { ...search, after, limit });
      return pageOf(STOCK, rows, limit, presentStock, (row) => [row.sku, row.variantId]);
    },
  );

  app.get(
    "/api/v1/admin/stock/:sku",
    {
      config: { access },
      schema: {
        tags,
        summary: "Read the stock of a SKU",
        description:
          "In `If-Match` the ETag stands for the settings, not for the figures, which orders change.",
        problems: ["UNKNOWN_SKU"],
        params: SkuParams,
        response: { 200: Closed({ items: Type.Array(StockLevel) }), 304: NotModified },
      },
    },
    async ({ params }, reply) => {
      const levels = await getLevels(inventory, params.sku);
      return reply.header("etag", stockEtag(levels)).send({ items: levels.map(presentLevel) });
    },
  );

  app.get(
    "/api/v1/admin/stock/:sku/ledger",
    {
      config: { access },
      schema: {
        tags,
        summary: "Read the stock ledger of a SKU, newest first",
        problems: ["UNKNOWN_SKU"],
        params: SkuParams,
        querystring: Closed({ location: Type.Optional(LocationId), limit: Limit, cursor: Cursor }),
        response: { 200: Closed({ items: Type.Array(LedgerEntry), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async ({ params, query: { limit = 20, cursor, ...search } }) => {
      const place = readNumberCursor(LEDGER, cursor);
      const before = place === null ? null : Number(place);
      const rows = await listLedger(inventory, params.sku, { ...search, before, limit });
      return pageOf(LEDGER, rows, limit, presentEntry, ({ id }) => [String(id)]);
    },
  );
}
