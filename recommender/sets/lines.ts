/** Lines of a gzip file of tab-separated values, and what is wrong with some of them. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

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

/** The header line of a file. Throws SetProblem when the file cannot be read. */
export function headerOf(path: string): string {
  const text = unpacked(path);
  const end = text.indexOf(10);
  return text.toString("utf8", 0, end < 0 ? text.length : end).trimEnd();
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
    const line = text.toString("utf8", from, end).trimEnd();
    from = end + 1;
    if (line === "") continue;
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

function unpacked(path: string): Buffer {
  try {
    return gunzipSync(readFileSync(path));
  } catch (error) {
    throw new SetProblem(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
