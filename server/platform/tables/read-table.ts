import { csvRows, type Delimiter, delimiters, detectDelimiter } from "./csv-rows.ts";
import { type DetectedEncoding, decodeChunks, detectEncoding, type TableEncoding } from "./encoding.ts";
import { checkLengths, type TableLimits, type TableRow, tableError } from "./table.ts";
import { xlsxRows } from "./xlsx-rows.ts";

export interface OpenTable {
  readonly format: "csv" | "xlsx";
  /** Null for XLSX. */
  readonly encoding: TableEncoding | null;
  readonly delimiter: Delimiter | null;
  /** The names of the columns, as they are written. */
  readonly columns: readonly string[];
  /** The rows below the header that are not blank. */
  readonly rows: AsyncIterable<TableRow>;
}

const ZIP = Buffer.from("PK\u0003\u0004", "latin1");
/** PDF; the old XLS, also the envelope of encrypted files; web pages that call themselves XLS. */
const NO_TABLE = [/^%PDF/, /^\u00d0\u00cf\P{L}\u00e0/u, /^\s*<(!doctype|html|table|\?xml)/i];

/**
 * Opens a table and reads its header. Throws INVALID_INPUT at `/file`, here or while the rows are read, for
 * what is no table, breaks a limit or has two columns of one name.
 */
export async function readTable(bytes: Buffer, limits: TableLimits): Promise<OpenTable> {
  if (bytes.length === 0) throw tableError("TABLE_EMPTY");
  const { rows, ...source } = sourceOf(bytes, limits);
  const iterator = rows[Symbol.asyncIterator]();
  const header = await iterator.next();
  if (header.done) throw tableError("TABLE_EMPTY");
  const columns = columnsOf(header.value, limits);
  return { ...source, columns, rows: rest(iterator, limits) };
}

/** A line of Excel's before the header; Excel does not count it as a row. */
const NAMED_DELIMITER = /^sep=([,;\t])(?:\r\n?|\n)/i;

function sourceOf(bytes: Buffer, limits: TableLimits) {
  if (bytes.subarray(0, ZIP.length).equals(ZIP))
    return { format: "xlsx", encoding: null, delimiter: null, rows: xlsxRows(bytes, limits) } as const;
  const detected = detectEncoding(bytes);
  const beginning = bytes.toString("latin1", 0, 256);
  if (!detected || NO_TABLE.some((form) => form.test(beginning))) throw tableError("TABLE_TYPE");
  const head = firstChunk(bytes, detected);
  const [named = "", sign] = NAMED_DELIMITER.exec(head) ?? [];
  const bytesOfNamed = named.length * (detected.encoding.startsWith("utf-16") ? 2 : 1);
  const delimiter = delimiters.find((each) => each === sign) ?? detectDelimiter(head);
  const begun = { ...detected, markBytes: detected.markBytes + bytesOfNamed };
  const rows = csvRows(bytes, begun, delimiter, limits);
  return { format: "csv", encoding: detected.encoding, delimiter, rows } as const;
}

function firstChunk(bytes: Buffer, detected: DetectedEncoding): string {
  for (const chunk of decodeChunks(bytes, detected)) return chunk;
  return "";
}

/** Bytes of another kind of file, which were read as letters. */
const NO_NAME = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/u;

/** A column without a name is called by its number; at the end of the header it is not there. */
function columnsOf({ row, cells }: TableRow, limits: TableLimits): string[] {
  const given = cells.map((name) => name.normalize("NFC").trim().replaceAll(/\s+/g, " "));
  while (given.at(-1) === "") given.pop();
  if (given.some((name) => NO_NAME.test(name))) throw tableError("TABLE_TYPE");
  const names = given.map((name, at) => name || `#${at + 1}`);
  if (names.length > limits.columns) throw tableError("TABLE_COLUMNS", [row], { limit: limits.columns });
  const known = new Set<string>();
  for (const name of names) {
    if (known.has(name.toLowerCase())) throw tableError("TABLE_COLUMN_TWICE", [row, name]);
    known.add(name.toLowerCase());
  }
  return names;
}

async function* rest(rows: AsyncIterator<TableRow>, limits: TableLimits): AsyncGenerator<TableRow> {
  let count = 0;
  for (let next = await rows.next(); !next.done; next = await rows.next()) {
    count += 1;
    if (count > limits.rows) throw tableError("TABLE_ROWS", [next.value.row], { limit: limits.rows });
    checkLengths(next.value, limits);
    yield next.value;
  }
  if (count === 0) throw tableError("TABLE_NO_ROWS");
}
