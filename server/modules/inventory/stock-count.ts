/**
 * A stock-take: what staff counted, beside what their form showed. The difference of the two is applied, so
 * that sales between the form and its saving stay sold. Pure.
 */
import { DomainError, type InputProblem, inputError, inputProblem } from "../../platform/errors.ts";

export interface CountLine {
  readonly sku: string;
  readonly location: string;
  /** Pieces that were found. */
  readonly counted: number;
  /** On hand when the form was made. */
  readonly expected: number;
}

/** What became of a line. */
export interface LineOutcome {
  /** 1, 2, 3 … */
  readonly line: number;
  /** Null: the SKU is unknown. */
  readonly variantId: string | null;
  readonly sku: string;
  readonly location: string;
  /** On hand. */
  readonly before: number;
  readonly after: number;
  readonly reserved: number;
  readonly problem: "UNKNOWN_SKU" | "UNKNOWN_LOCATION" | "STOCK_BELOW_RESERVED" | "STOCK_LIMIT" | null;
}

/** Throws INVALID_INPUT that names each line whose SKU and location an earlier line has. */
export function refuseRepeatedLines(lines: readonly CountLine[]): void {
  const known = new Set<string>();
  const problems = lines.flatMap(({ sku, location }, at): InputProblem[] => {
    const key = `${location} ${sku}`;
    if (known.has(key)) return [inputProblem(`/lines/${at}`, "DUPLICATE")];
    known.add(key);
    return [];
  });
  if (problems.length > 0) throw inputError(problems);
}

/** Throws INVALID_INPUT, STOCK_LIMIT or STOCK_BELOW_RESERVED for lines with a problem, and names them. */
export function refuseProblems(outcomes: readonly LineOutcome[]): void {
  const unknown = outcomes.flatMap(({ line, problem }): InputProblem[] => {
    if (problem === "UNKNOWN_SKU") return [inputProblem(`/lines/${line - 1}/sku`, "UNKNOWN")];
    if (problem === "UNKNOWN_LOCATION") return [inputProblem(`/lines/${line - 1}/location`, "UNKNOWN")];
    return [];
  });
  if (unknown.length > 0) throw inputError(unknown);
  for (const code of ["STOCK_LIMIT", "STOCK_BELOW_RESERVED"]) {
    const refused = outcomes.filter(({ problem }) => problem === code);
    if (refused.length > 0) throw new DomainError(code, { lines: refused.map(asRefused) });
  }
}

/** The lines that would give a bundle stock of its own. */
export const linesOfBundles = (lines: readonly CountLine[], bundles: ReadonlySet<string>) =>
  lines.flatMap(({ sku, location, counted, expected }, at) =>
    bundles.has(sku) && counted !== expected ? [{ pointer: `/lines/${at}`, sku, location }] : [],
  );

const asRefused = ({ line, sku, location, before, after, reserved }: LineOutcome) => ({
  pointer: `/lines/${line - 1}`,
  sku,
  location,
  onHand: before,
  wouldBe: after,
  reserved,
});
