import { batchRequests } from "../../../platform/batching.ts";
import type { Db } from "../../../platform/db/db.ts";
import * as queries from "../queries.ts";

/** The first stock of a product's variants. Variants that have stock keep it. */
export interface StockOpening {
  /** Of the product: the ledger names it. */
  readonly reference: string;
  readonly lines: readonly { readonly variantId: string; readonly sku: string; readonly quantity: number }[];
}

/** An import opens the stock of hundreds of products at once: each batch of them is one commit. */
export function stockOpener(db: Db): (opening: StockOpening) => Promise<void> {
  const batch = batchRequests(
    async (openings: readonly (StockOpening & { keys: string[] })[]) => {
      const asked = openings.flatMap(({ reference, lines: own }) =>
        own.map((line) => ({ reference, ...line })),
      );
      // A repeat may stand in the batch of the first one. In one order, so that two processes that open the
      // stock of the same variants cannot deadlock.
      const lines = [...new Map(asked.map((line) => [line.variantId, line])).values()].sort((one, other) =>
        one.variantId < other.variantId ? -1 : 1,
      );
      await db.rows(queries.openStock, {
        references: lines.map(({ reference }) => reference),
        variantIds: lines.map(({ variantId }) => variantId),
        skus: lines.map(({ sku }) => sku),
        quantities: lines.map(({ quantity }) => quantity),
      });
      return openings.map(() => undefined);
    },
    { scheduler: db.batches, concurrency: 1 },
  );
  return (opening) => batch({ ...opening, keys: [] });
}
