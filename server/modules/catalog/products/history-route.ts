import { Type } from "typebox";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readNumberCursor } from "../../../platform/http/cursor.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { CatalogContext } from "../context.ts";
import { listHistory } from "./product-history.ts";

const LIST = "product history";

const ProductHistory = Closed({
  items: Type.Array(
    Closed({
      seq: Type.Integer({ description: "the number of the entry in the audit log" }),
      at: Timestamp,
      actor: Closed({ kind: Type.Enum(["member", "key"]), name: Type.String({ description: "masked" }) }),
      action: Type.String(),
      differences: Type.Array(
        Closed({
          pointer: Type.String({ description: "RFC 6901" }),
          was: Type.Unknown({ description: "null: there was nothing" }),
          now: Type.Unknown({ description: "null: there is nothing" }),
        }),
      ),
    }),
  ),
  nextCursor: Nullable(Type.String()),
});

export function historyRoute(app: App, catalog: CatalogContext): void {
  app.get(
    "/api/v1/admin/products/:id/history",
    {
      config: { access: can("product:read") },
      schema: {
        tags: ["catalogue"],
        summary: "Read what staff changed of a product",
        params: Closed({ id: Uuid }),
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: { 200: ProductHistory },
      },
    },
    async ({ params: { id }, query: { limit = 20, cursor } }) => {
      const after = readNumberCursor(LIST, cursor);
      const rows = await listHistory(catalog, id, after === null ? null : Number(after), limit);
      return pageOf(
        LIST,
        rows,
        limit,
        (row) => row,
        ({ seq }) => [String(seq)],
      );
    },
  );
}
