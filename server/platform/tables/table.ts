/**
 * Tables of people: CSV files and the first sheet of XLSX files, row by row. A row has the number that a
 * spreadsheet shows, and all its cells are text. What cannot be read is INVALID_INPUT at `/file`, with the
 * number of the row, and the column, behind it where there is one.
 */
import { type DomainError, escapePointer, type InputProblem, inputError, inputProblem } from "../errors.ts";

export interface TableRow {
  /** As a spreadsheet counts, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface TableLimits {
  /** Rows below the header that are not blank. */
  readonly rows: number;
  readonly columns: number;
  /** Characters of a cell. */
  readonly cellLength: number;
  /** Bytes of an XLSX file when it is unpacked: a small file may hold gigabytes. */
  readonly unpackedBytes: number;
}

type Values = NonNullable<InputProblem["values"]>;

/** The refusal of a file; `place`: its row, and the name of its column. */
export function tableError(
  code: string,
  place: readonly (string | number)[] = [],
  values: Values = {},
  cause?: unknown,
): DomainError {
  const pointer = ["/file", ...place.map((part) => escapePointer(String(part)))].join("/");
  const [row = "", column = ""] = place;
  return inputError([inputProblem(pointer, code, { row, column, ...values })], cause);
}

/**
 * The text of a cell as PostgreSQL can store it: without NUL, and without halves of characters, which escapes
 * of XML may name and a cut may leave.
 */
export const storable = (text: string): string => text.replaceAll("\0", "").toWellFormed();

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === "");

/** Throws TABLE_CELL_LENGTH. */
export function checkLengths({ row, cells }: TableRow, { cellLength }: TableLimits): void {
  const at = cells.findIndex((cell) => cell.length > cellLength);
  if (at >= 0) throw tableError("TABLE_CELL_LENGTH", [row, at + 1], { limit: cellLength });
}
