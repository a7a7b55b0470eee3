/** The variants that the options of a product make, and what stays of them when the options change. Pure. */
import type { ProductOptions } from "./options.ts";

/** A row of the form: one value of each option, in the options' order. */
type MatrixRow = { choice: readonly string[] };

/** The API takes no more variants than that. */
export const MAX_VARIANTS = 1_000;

export const keyOf = (choice: readonly string[]): string => JSON.stringify(choice);

export const combinationCount = (options: ProductOptions): number =>
  options.reduce((count, { values }) => count * values.length, 1);

/** Every combination of the values, the last option changing first; none if a product cannot have so many. */
export function combinationsOf(options: ProductOptions): string[][] {
  if (combinationCount(options) > MAX_VARIANTS) return [];
  return options.reduce<string[][]>(
    (begun, { values }) => begun.flatMap((choice) => values.map((value) => [...choice, value])),
    [[]],
  );
}

/** Where an option comes from: its place before, and its values by their names before. */
type Origin = { place: number; renamed: ReadonlyMap<string, string>; values: ReadonlySet<string> };

/** As in the API: of two lists of one length, a new word stands for the word that is gone at its place. */
function renames(was: readonly string[], now: readonly string[]): Map<string, string> {
  if (was.length !== now.length) return new Map();
  return new Map(
    was.flatMap((word, at): [string, string][] => {
      const other = now[at] ?? word;
      return now.includes(word) || was.includes(other) ? [] : [[word, other]];
    }),
  );
}

function originsOf(was: ProductOptions, now: ProductOptions): (Origin | null)[] {
  const names = renames(
    was.map(({ name }) => name),
    now.map(({ name }) => name),
  );
  return now.map(({ name, values }) => {
    const place = was.findIndex((option) => (names.get(option.name) ?? option.name) === name);
    const before = was[place];
    if (!before) return null;
    const renamed = renames(before.values, values);
    return { place, renamed, values: new Set(before.values.map((value) => renamed.get(value) ?? value)) };
  });
}

/** The row that shares the most values with a combination: a new variant begins with its price. */
function nearest<Row extends MatrixRow>(rows: readonly Row[], choice: readonly string[]): Row | undefined {
  const shared = (row: Row) => row.choice.filter((value, at) => value === choice[at]).length;
  return rows.reduce<Row | undefined>(
    (best, row) => (best === undefined || shared(row) > shared(best) ? row : best),
    undefined,
  );
}

type Matrix<Row> = {
  rows: readonly Row[];
  was: ProductOptions;
  now: ProductOptions;
  create: (choice: string[], like: Row | undefined) => Row;
};

/**
 * The rows after a change of the options. A row stays while its values exist, also under another name. A
 * combination gets a new row when one of its values is new, and not when its row was removed before.
 */
export function rowsAfter<Row extends MatrixRow>({ rows, was, now, create }: Matrix<Row>): Row[] {
  if (JSON.stringify(was) === JSON.stringify(now)) return [...rows];
  const origins = originsOf(was, now);
  const kept = new Map<string, Row>();
  for (const row of rows) {
    const choice = origins.map((origin, at) => {
      if (origin === null) return now[at]?.values[0] ?? "";
      const value = row.choice[origin.place] ?? "";
      return origin.renamed.get(value) ?? value;
    });
    const exists = choice.every((value, at) => now[at]?.values.includes(value));
    if (exists && !kept.has(keyOf(choice))) kept.set(keyOf(choice), { ...row, choice });
  }
  /** The combination without what an added option adds to it. */
  const beforeOf = (choice: readonly string[]) =>
    choice.map((value, at) => (origins[at] === null ? (now[at]?.values[0] ?? "") : value));
  const isNew = (choice: readonly string[]) =>
    kept.has(keyOf(beforeOf(choice))) ||
    choice.some((value, at) => origins[at] !== null && !origins[at]?.values.has(value));
  return inOrder([...kept.values()], now, isNew, create);
}

/** The rows with one for each combination that has none. */
export const filledUp = <Row extends MatrixRow>(
  rows: readonly Row[],
  options: ProductOptions,
  create: Matrix<Row>["create"],
): Row[] => inOrder(rows, options, () => true, create);

function inOrder<Row extends MatrixRow>(
  rows: readonly Row[],
  options: ProductOptions,
  wanted: (choice: readonly string[]) => boolean,
  create: Matrix<Row>["create"],
): Row[] {
  const combinations = combinationsOf(options);
  if (combinations.length === 0) return [...rows];
  const byKey = new Map(rows.map((row) => [keyOf(row.choice), row]));
  return combinations.flatMap((choice) => {
    const row = byKey.get(keyOf(choice));
    if (row) return [row];
    return wanted(choice) ? [create(choice, nearest(rows, choice))] : [];
  });
}
