/** Reads CSV as spreadsheets write it: any of three delimiters, quotes, line ends within cells. */
import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { type DetectedEncoding, decodeChunks, REPLACEMENT } from "./encoding.ts";
import { isBlank, type TableLimits, type TableRow, tableError } from "./table.ts";

export const delimiters = [",", ";", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

/** A record that is larger has a quote that nothing closes. */
const RECORD_CHARACTERS = 1_000_000;

/** Returns the delimiter that the first line has most, outside of quotes. */
export function detectDelimiter(text: string): Delimiter {
  const line = /^\s*((?:"(?:[^"]|"")*"|[^"\r\n])*)/.exec(text)?.[1] ?? "";
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, "");
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Returns the rows that are not blank. Throws TABLE_ENCODING and TABLE_QUOTES, with their row. */
export async function* csvRows(
  bytes: Buffer,
  encoding: DetectedEncoding,
  delimiter: Delimiter,
  limits: TableLimits,
): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: RECORD_CHARACTERS,
  });
  // The loop below gets the error of either stream from the parser.
  pipeline(Readable.from(decodeChunks(bytes, encoding)), parser, () => {});
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      if (isBlank(cells)) continue;
      const broken = cells.findIndex((cell) => cell.includes(REPLACEMENT));
      if (broken >= 0) throw tableError("TABLE_ENCODING", [row, broken + 1]);
      yield { row, cells: cells.slice(0, limits.columns + 1) };
    }
  } catch (error) {
    if (error instanceof CsvError) throw tableError("TABLE_QUOTES", [recordsBefore(error) + 1]);
    throw error;
  } finally {
    parser.destroy();
  }
}

/** The parser counts the records before the one that it cannot end. */
const recordsBefore = (error: CsvError): number => Number((error as { records?: unknown }).records ?? 0);
