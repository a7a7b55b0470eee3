/** Python's `implicit` on the same files, with no fewer models tried than ours, where it is installed. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SetFiles } from "../../recommender/sets/find-sets.ts";
import type { RecommenderRow } from "./rows.ts";

const VERSION = "import implicit, sys; print(implicit.__version__, 'on Python', sys.version.split()[0])";

export function describePython(python: string): { readonly isThere: boolean; readonly text: string } {
  const { status, stdout } = spawnSync(python, ["-c", VERSION], { encoding: "utf8" });
  return status === 0
    ? { isThere: true, text: `implicit ${stdout.trim()}` }
    : {
        isThere: false,
        text: `implicit is not measured: ${python} cannot import it (--python PATH names another)`,
      };
}

/** The ratios are ours to that of `implicit`: of a figure, larger is better; of time, smaller. */
export function measureImplicit(
  python: string,
  set: SetFiles,
  own: RecommenderRow,
): readonly RecommenderRow[] {
  const program = fileURLToPath(new URL("./implicit_bench.py", import.meta.url));
  // All that it has are tried at least, also where ours needs fewer models.
  const fits = Math.max(7, own.fits ?? 0);
  const { status, stdout, stderr } = spawnSync(python, [program, JSON.stringify({ ...set, fits })], {
    encoding: "utf8",
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1" },
  });
  if (status !== 0) return [{ what: "implicit", note: `failed: ${stderr.trim().split("\n").at(-1)}` }];
  const row = JSON.parse(stdout) as RecommenderRow & { figures: Record<string, number> };
  const ratio = (ours = 0, its = 0): string => (its > 0 ? `${(ours / its).toFixed(2)} ×` : "–");
  const ratios = Object.entries(row.figures).map(
    ([figure, value]) => `${figure} ${ratio(own.figures?.[figure], value)}`,
  );
  const time = `CPU ${ratio(own.cpuSeconds, row.cpuSeconds)}`;
  return [{ ...row, note: `${row.note}; ours to it: ${[...ratios, time].join(", ")}` }];
}
