import type { AuditReport, ModuleReport } from "./run.ts";

export const violationsOf = ({ modules }: AuditReport): number =>
  modules.reduce((count, { violations }) => count + violations.length, 0);

/** Formats the report for the terminal: the invariants of a module, or its violations. */
export function inWords(report: AuditReport, database: string): string {
  const { waiting, retrying, dead } = report.jobs;
  const count = violationsOf(report);
  return [
    `Audit of ${database}`,
    ...report.modules.flatMap(moduleLines),
    "",
    `jobs: ${waiting} waiting, ${retrying} being retried, ${dead} given up`,
    count === 0 ? "No invariant is broken." : `${count} violation${count === 1 ? "" : "s"}.`,
  ].join("\n");
}

function moduleLines({ module, invariants, violations }: ModuleReport): string[] {
  if (invariants.length === 0) return [];
  if (violations.length === 0) return ["", module, ...invariants.map((invariant) => `  ✓ ${invariant}`)];
  const count =
    violations.length >= 100
      ? "100 violations or more"
      : `${violations.length} violation${violations.length === 1 ? "" : "s"}`;
  return ["", `${module}: ${count}`, ...violations.map((violation) => `  ✗ ${violation}`)];
}
