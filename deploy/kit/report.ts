/** The output of `npm run kit`: a table of all checks, then each finding in words. */
import type { Finding } from "./finding.ts";
import type { CheckResult } from "./run-checks.ts";

export function reportLines(results: readonly CheckResult[]): readonly string[] {
  return [...table(results), ...findingLines(results), ...notCheckedLines(results)];
}

function table(results: readonly CheckResult[]): string[] {
  const rows = results.map(({ check, looked, findings, notChecked }) => [
    check.name,
    [...looked].map(([what, count]) => `${count} ${what}`).join(", ") || "nothing",
    findings.length === 0 ? "–" : String(findings.length),
    notChecked.length === 0 ? "–" : `${notChecked.length}: see below`,
  ]);
  const all = [["check", "looked at", "findings", "not checked"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return [
    "",
    ...all.map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
  ];
}

function findingLines(results: readonly CheckResult[]): string[] {
  return results.flatMap(({ check, findings }) =>
    findings.length === 0
      ? []
      : ["", `✗ ${check.name}: ${check.about}`, ...findings.map((finding) => `  ${findingText(finding)}`)],
  );
}

export const findingText = ({ file, object, message }: Finding): string =>
  [file, object, message].filter((part) => part !== undefined).join(": ");

function notCheckedLines(results: readonly CheckResult[]): string[] {
  const lines = results.flatMap(({ check, notChecked }) =>
    notChecked.map((reason) => `  ${check.name}: ${reason}`),
  );
  return lines.length === 0 ? [] : ["", "Not checked:", ...lines];
}
