import type { TableRow } from "../../../platform/tables/table.ts";
import type { ImportsContext } from "../context.ts";
import * as queries from "../queries.ts";

/** The rows of a file behind a row, block by block. */
export async function* rowsAfter(
  db: ImportsContext["db"],
  importId: string,
  after: number,
): AsyncGenerator<TableRow> {
  let place = after;
  for (;;) {
    const block = await db.first(queries.findBlock, { importId, after: place });
    if (!block) return;
    for (const row of block.rows) if (row.row > place) yield row;
    place = block.lastRow;
  }
}
