/**
 * `npm run bench -- --only recommender --data FOLDER`: the recommender on every set of the four shapes that
 * lies in the folder, each in a process of its own, and Python's `implicit` on the same files.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findSets, type SetFiles } from "../../recommender/sets/find-sets.ts";
import { describePython, measureImplicit } from "./implicit.ts";
import type { RecommenderRow } from "./rows.ts";

export interface RecommenderOptions {
  readonly data: string | undefined;
  /** Interactions of the generated shop; 0 leaves it out. */
  readonly generated: number;
  readonly python: string;
}

/** What is aimed at, for the public sets; others are measured all the same. */
const AIMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gowalla: {
    "item kNN alone, built": "R@20 ≥ .163, N@20 ≥ .128, ≤ 2.5 s",
    "blend, tuned and built, all lists": "R@20 ≥ .181, N@20 ≥ .148",
  },
  onlineretail: {
    "purchases, tuned and built, all lists": "≥ .268, .342; new ≥ .092, .092",
    "nightly run": "≤ 60 s, ≤ 1,000 MB",
  },
  diginetica: {
    "session index, built": "≤ 0.15 s",
    "session kNN, tuned": "P@20 ≥ .526, MRR@20 ≥ .187, p99 ≤ 1 ms",
  },
  "tmall-mb": { "behaviours, tuned and built, all lists": "HR@10 ≥ .268, N@10 ≥ .134" },
  generated: { "nightly run": "5 million: ≤ 180 s, ≤ 2,000 MB" },
};

export function measureRecommender(
  { data, generated, python }: RecommenderOptions,
  write: (text: string) => void = console.log,
): void {
  if (data === undefined && generated === 0)
    throw new Error("--only recommender takes --data FOLDER, --generated INTERACTIONS, or both");
  const { sets, problems } = data === undefined ? { sets: [], problems: [] } : findSets(data);
  for (const problem of problems) write(`left out: ${problem}`);
  const withImplicit = describePython(python);
  write(`\nNode ${process.version}; ${withImplicit.text}\n`);
  write("| set | what | figures | aim | s | CPU s | MB | |\n|---|---|---|---|--:|--:|--:|---|");
  for (const set of sets) {
    const rows = measured(set);
    write(linesOf(set.name, rows));
    const own = rows.findLast(({ fits }) => fits !== undefined);
    if (withImplicit.isThere && own !== undefined && set.shape !== "sessions")
      write(linesOf(set.name, measureImplicit(python, set, own)));
  }
  if (generated > 0) write(linesOf("generated", measured({ shape: "generated", count: generated })));
}

/** One set that cannot be measured keeps no other from it: the rows so far, and one that says so. */
function measured(
  task: SetFiles | { readonly shape: "generated"; readonly count: number },
): RecommenderRow[] {
  const program = fileURLToPath(new URL("./measure.ts", import.meta.url));
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    ["--max-old-space-size=8192", program, JSON.stringify(task)],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e8 },
  );
  // A process that was killed may leave a part of a line.
  const lines = stdout.split("\n").slice(0, -1);
  const rows = lines.map((line) => JSON.parse(line) as RecommenderRow);
  if (status === 0) return rows;
  process.exitCode = 1;
  return [...rows, { what: "failed", note: `the measurement ended with ${signal ?? status}` }];
}

function linesOf(name: string, rows: readonly RecommenderRow[]): string {
  const lines = rows.map(({ what, figures = {}, seconds, cpuSeconds, megabytes, fits, note }) => {
    const shown = Object.entries(figures).map(([figure, value]) => `${figure} ${value.toFixed(4)}`);
    const time = (value: number | undefined): string => value?.toFixed(value < 1 ? 3 : 1) ?? "";
    const notes = [fits === undefined ? "" : `${fits} fits`, note ?? ""].filter((part) => part !== "");
    const cells = [
      name,
      what,
      shown.join(", "),
      AIMS[name]?.[what] ?? "",
      time(seconds),
      time(cpuSeconds),
      megabytes?.toLocaleString("en") ?? "",
      notes.join("; "),
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return lines.join("\n");
}
