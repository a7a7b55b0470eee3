/** What the rehearsal showed: a row for each expectation. */

export interface SceneRow {
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly seconds: number;
  readonly holds: boolean;
}

const HEAD = ["", "what", "expected", "seen", "s"];

export function tableLines(rows: readonly SceneRow[]): readonly string[] {
  const cells = rows.map(({ what, expected, seen, seconds, holds }) => [
    holds ? "✓" : "✗",
    what,
    expected,
    seen,
    seconds.toFixed(0),
  ]);
  const all = [HEAD, ...cells];
  const widths = HEAD.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
