/** The prices of a list, which may be many thousand. */
import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readCursor } from "../../../platform/http/cursor.ts";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { listPrices, type PricePlace, storePrices } from "./edit-prices.ts";
import { presentPrice } from "./present.ts";
import { PricesChange } from "./price-list-input.ts";
import { ListedPrice, PriceCounts } from "./schemas.ts";

const tags = ["catalogue"];
const params = Closed({ id: Uuid });

/** Names the list in its cursors. */
const LIST = "listed prices";

const PricesQuery = Closed({
  sku: Type.Optional(
    Type.String({ pattern: "^[A-Za-z0-9._-]{1,64}$", description: "with what the SKUs begin" }),
  ),
  limit: Limit,
  cursor: Cursor,
});

export function listedPriceRoutes(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/price-lists/:id/prices",
    {
      config: { access: can("product:read") },
      schema: {
        tags,
        summary: "List the prices of a price list",
        description: "By SKU, then by quantity.",
        params,
        querystring: PricesQuery,
        response: {
          200: Closed({ items: Type.Array(ListedPrice), nextCursor: Nullable(Type.String()) }),
        },
      },
    },
    async ({ params: { id }, query: { sku: begin = "", limit = 20, cursor } }) => {
      const { rows, list } = await listPrices(catalog, id, { begin, after: placeOf(cursor), limit });
      return pageOf(
        LIST,
        rows,
        limit,
        (row) => presentPrice(row, list.currency),
        ({ sku, minQuantity }) => [sku, String(minQuantity)],
      );
    },
  );

  app.put(
    "/api/v1/admin/price-lists/:id/prices",
    {
      config: { access: can("product:write") },
      schema: {
        tags,
        summary: "Store prices in a price list",
        description:
          "Each price replaces the one of its SKU and quantity; null takes it out. The other prices stay.",
        problems: ["PRICE_LIST_LIMIT"],
        params,
        body: PricesChange,
        response: { 200: PriceCounts },
      },
    },
    (request) => storePrices(catalog, request.params.id, request.body, callerOf(request)),
  );
}

function placeOf(cursor: string | undefined): PricePlace | null {
  if (cursor === undefined) return null;
  const isPlace = ([sku = "", quantity = "", ...more]: readonly string[]) =>
    sku.length <= 64 && /^[1-9]\d{0,2}$/.test(quantity) && more.length === 0;
  const [sku = "", quantity = ""] = readCursor(LIST, cursor, isPlace);
  return { sku, minQuantity: Number(quantity) };
}
