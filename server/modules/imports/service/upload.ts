import type { ActingStaff } from "../../../platform/audit-log/audit-log.ts";
import { concurrencyLimiter } from "../../../platform/concurrency.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { newId } from "../../../platform/ids.ts";
import { type OpenTable, readTable } from "../../../platform/tables/read-table.ts";
import { storable, type TableLimits, type TableRow } from "../../../platform/tables/table.ts";
import type { ImportsContext } from "../context.ts";
import type { ImportKind } from "../fields.ts";
import * as queries from "../queries.ts";

/** As much as the gateway lets pass, less the form around it. */
export const MOST_FILE_BYTES = 19 * 1024 * 1024;
export const limits: TableLimits = {
  rows: 100_000,
  columns: 400,
  cellLength: 32_767,
  unpackedBytes: 400_000_000,
};

/** Rows of a stored block, and its characters. */
const BLOCK_ROWS = 250;
const BLOCK_CHARACTERS = 1_000_000;
const SAMPLE_ROWS = 5;
const SAMPLE_CHARACTERS = 100;

export interface TableUpload {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: Buffer;
}

/** A file is in memory while it is read: one at a time, and a few wait. */
const inTurn = concurrencyLimiter(1, 5);

/** Reads a file and stores its rows. Throws INVALID_INPUT, TOO_MANY_REQUESTS. */
export function uploadTable(
  context: ImportsContext,
  upload: TableUpload,
  by: ActingStaff,
): Promise<queries.ImportRow> {
  return inTurn(async () => storeTable(context, upload, by, await readTable(upload.bytes, limits)));
}

async function storeTable(
  { db, clock }: ImportsContext,
  { kind, fileName, bytes }: TableUpload,
  { actor }: ActingStaff,
  table: OpenTable,
): Promise<queries.ImportRow> {
  const now = clock.now();
  const id = newId(now);
  return db.transaction(async (trx) => {
    await trx.rows(queries.insertImport, {
      id,
      kind,
      fileName,
      bytes: bytes.length,
      format: table.format,
      encoding: table.encoding,
      delimiter: table.delimiter,
      columns: [...table.columns],
      createdBy: JSON.stringify({ kind: actor.kind, id: actor.id }),
      now,
    });
    const { rowCount, sample } = await storeRows(trx, id, table.rows);
    const stored = await trx.first(queries.updateRead, { id, rowCount, sample: JSON.stringify(sample) });
    if (!stored) throw new Error("an import that was inserted is not there");
    return stored;
  });
}

async function storeRows(trx: Transaction, importId: string, rows: AsyncIterable<TableRow>) {
  const sample: string[][] = [];
  let rowCount = 0;
  let block: TableRow[] = [];
  let characters = 0;

  async function store(): Promise<void> {
    const lastRow = block.at(-1)?.row;
    if (lastRow === undefined) return;
    await trx.rows(queries.insertBlock, { importId, lastRow, rows: JSON.stringify(block) });
    block = [];
    characters = 0;
  }
  for await (const { row, cells: read } of rows) {
    const cells = read.map(storable);
    rowCount += 1;
    if (sample.length < SAMPLE_ROWS)
      sample.push(cells.map((cell) => storable(cell.slice(0, SAMPLE_CHARACTERS))));
    block.push({ row, cells });
    for (const cell of cells) characters += cell.length;
    if (block.length >= BLOCK_ROWS || characters >= BLOCK_CHARACTERS) await store();
  }
  await store();
  return { rowCount, sample };
}
