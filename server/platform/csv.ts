/**
 * CSV (RFC 4180) that spreadsheets open as text. A cell that would begin a formula gets an apostrophe in
 * front (OWASP's CSV injection page), so that no spreadsheet computes it. A negative number is none, and
 * stays a number. The byte order mark says that the
 * file is UTF-8. Pure.
 */

export const BYTE_ORDER_MARK = "\ufeff";

/** The signs that begin a formula, in half and full width, and what spreadsheets skip before them. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const NEGATIVE = /^-\d+$/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Returns the text with an apostrophe in front if a spreadsheet could compute it, or it looks so treated. */
export const withoutFormula = (text: string): string =>
  FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text;

/** Returns what was given to `withoutFormula`. */
export const withFormula = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;

/** One line with its end. Null is an empty cell. */
export const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(cellOf).join(",")}\r\n`;

function cellOf(cell: string | null): string {
  if (cell === null) return "";
  const text = withoutFormula(cell);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
