/** Lines of a gzip file of tab-separated values, and what is wrong with some of them. */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import type { Numbering } from "../store/columns.ts";

/** Why a set cannot be measured; it names the file. */
export class SetProblem extends Error {}

export interface LineReport {
  readonly file: string;
  /** Lines that were left out, with the reason for the first few. */
  malformed: number;
  readonly examples: string[];
}

const MOST_EXAMPLES = 3;
/** More than this share of malformed lines: the file is of another kind. */
const MOST_MALFORMED = 0.02;

/** A header is looked for in so many packed bytes. */
const HEADER_BYTES = 65_536;

/** The columns that the first line of a file names. Throws SetProblem when the file cannot be read. */
export function headerOf(path: string): string[] {
  const text = orProblem(path, () => {
    const file = openSync(path, "r");
    try {
      const packed = Buffer.alloc(HEADER_BYTES);
      const length = readSync(file, packed, 0, HEADER_BYTES, 0);
      // The end of the bytes is not that of the file.
      return gunzipSync(packed.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH });
    } finally {
      closeSync(file);
    }
  });
  const end = text.indexOf(10);
  const line = text.toString("utf8", 0, end < 0 ? text.length : end);
  return line
    .replace(/^\uFEFF/, "")
    .split("\t")
    .map((column) => column.trim());
}

/**
 * Calls `take` with the fields of each line after the header. `take` returns what is wrong with a line, or
 * nothing. Throws SetProblem for a file that is no gzip file, or has more than 2 % of malformed lines.
 */
export function readLines(path: string, take: (fields: string[]) => string | undefined): LineReport {
  const text = unpacked(path);
  const report: LineReport = { file: path, malformed: 0, examples: [] };
  let number = 1;
  let taken = 0;
  let from = text.indexOf(10) + 1;
  while (from > 0 && from < text.length) {
    const newline = text.indexOf(10, from);
    const end = newline < 0 ? text.length : newline;
    number++;
    // A tab at the end is that of an empty last field.
    const line = text.toString("utf8", from, end).replace(/[\r ]+$/, "");
    from = end + 1;
    if (line.trim() === "") continue;
    const problem = take(line.split("\t"));
    if (problem === undefined) {
      taken++;
      continue;
    }
    report.malformed++;
    if (report.examples.length < MOST_EXAMPLES) report.examples.push(`line ${number}: ${problem}`);
  }
  if (report.malformed > MOST_MALFORMED * (taken + report.malformed))
    throw new SetProblem(`${path}: ${report.malformed} malformed lines; ${report.examples.join("; ")}`);
  if (taken === 0) throw new SetProblem(`${path}: no line after the header`);
  return report;
}

/**
 * The items of each user, by the user's number: of all lines that name the user, each item once. Throws as
 * `readLines` does.
 */
export function readLists(
  path: string,
  users: Numbering,
  items: Numbering,
): { lists: number[][]; report: LineReport } {
  const all: number[][] = [];
  const report = readLines(path, ([user = "", list = ""]) => {
    if (user === "") return "no user";
    const row = users.numberOf(user);
    all[row] ??= [];
    for (const name of list.split(" ")) if (name !== "") all[row].push(items.numberOf(name));
    return undefined;
  });
  return { lists: Array.from(all, (own = []) => [...new Set(own)]), report };
}

const unpacked = (path: string): Buffer => orProblem(path, () => gunzipSync(readFileSync(path)));

function orProblem<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw new SetProblem(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
