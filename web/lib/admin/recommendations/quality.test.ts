import { expect, test } from "vitest";
import type { AliasChange, ModelRegistry, TrainingRun } from "@/lib/api/types";
import { comparisonOf, qualityOf, resultOf, scoreText, tasksOf } from "./quality.ts";

const run = (day: number, metrics: TrainingRun["metrics"]): TrainingRun => ({
  id: `run-${day}`,
  cause: "nightly",
  status: Object.keys(metrics).length > 0 ? "ready" : "too_little",
  reasons: [],
  snapshot: null,
  metrics,
  seed: 1,
  hasReport: true,
  startedAt: `2026-11-${String(day).padStart(2, "0")}T18:00:00.000Z`,
  endedAt: null,
});

/** Each model is of the run of its day. */
const version = (day: number, aliases: ModelRegistry["versions"][number]["aliases"] = []) => ({
  ...{ version: day, aliases, runId: `run-${day}`, sha256: "", bytes: 1 },
  createdAt: "2026-11-30T18:00:00.000Z",
});

const change = (alias: AliasChange["alias"], from: number | null, to: number, at: string): AliasChange => ({
  ...{ alias, from, to, at },
  by: "gate",
  reason: "passed the gate",
});

const registry = (some: Partial<ModelRegistry>): ModelRegistry => ({
  ...{ serving: null, interactions: 0, leastInteractions: 1_000, simulated: false },
  ...{ versions: [], runs: [], history: [] },
  ...some,
});

const home = { "home.ndcg@20": 0.31, "home.ndcg@20.low": 0.29, "home.ndcg@20.high": 0.334 };
const homeScore = { mean: 0.31, range: [0.29, 0.334] };

test("judged runs stand in the order of time, with what became of their models", () => {
  const rows = qualityOf(
    registry({
      runs: [run(9, home), run(8, {}), run(7, home), run(6, { "cart.ndcg@20": 0.2 }), run(5, home)],
      versions: [version(9, ["challenger"]), version(7, ["champion"]), version(6, ["previous"]), version(5)],
      history: [
        change("champion", 6, 7, "2026-11-08T00:00:00.000Z"),
        change("champion", 3, 6, "2026-11-07T00:00:00.000Z"),
        change("challenger", null, 9, "2026-11-09T19:00:00.000Z"),
      ],
    }),
  );
  expect(rows.map(({ version, use }) => [version, use])).toEqual([
    [5, "never"],
    [6, "before"],
    [7, "now"],
    [9, "never"],
  ]);
  expect(rows[1]?.scores).toEqual({ cart: { mean: 0.2, range: null } });
  expect(rows[3]?.scores).toEqual({ home: homeScore });
  expect(tasksOf(rows)).toEqual(["home", "cart"]);
});

test("a run whose model is not listed has no version, and a figure that is no number is none", () => {
  const [row] = qualityOf(registry({ runs: [run(2, { ...home, "cart.ndcg@20": Number.NaN })] }));
  expect(row).toMatchObject({ version: null, use: "never", scores: { home: homeScore } });
  expect(row?.scores.cart).toBeUndefined();
});

test("the challenger is compared with the champion of its time, by the figures of the same run", () => {
  const rival = { "champion.home.ndcg@20": 0.3, "champion.cart.ndcg@20": 0.4 };
  const challenged = run(8, { ...home, "cart.ndcg@20": 0.2, "cart.ndcg@20.low": 0.1, ...rival });
  const compared = comparisonOf(
    registry({
      runs: [run(9, home), challenged, run(7, { "home.ndcg@20": 0.9 })],
      versions: [version(9, ["champion"]), version(8, ["challenger"]), version(7)],
      history: [
        change("champion", 7, 9, "2026-11-10T00:00:00.000Z"),
        change("challenger", null, 8, "2026-11-08T18:00:00.000Z"),
        change("champion", null, 7, "2026-11-07T20:00:00.000Z"),
      ],
    }),
  );
  expect(compared).toEqual({
    ...{ version: 8, championVersion: 7, hasChampion: true, startedAt: challenged.startedAt },
    rows: [
      { task: "home", model: homeScore, champion: { mean: 0.3, range: null } },
      { task: "cart", model: { mean: 0.2, range: null }, champion: { mean: 0.4, range: null } },
    ],
  });
  expect(resultOf(compared?.rows ?? [])).toEqual({ better: 1, worse: 1, of: 2 });
});

test("without a challenger the newest run that was judged is shown; the first has no rival", () => {
  const compared = comparisonOf(registry({ runs: [run(3, {}), run(2, home)], versions: [version(2)] }));
  expect(compared).toMatchObject({ version: 2, championVersion: null, hasChampion: false });
  expect(resultOf(compared?.rows ?? [])).toEqual({ better: 0, worse: 0, of: 0 });
  expect(comparisonOf(registry({ runs: [run(3, {})] }))).toBeNull();
});

test("a score is written with its range, where it has one", () => {
  expect(scoreText({ mean: 0.31, range: [0.29, 0.3341] })).toBe("0.310 (0.290–0.334)");
  expect(scoreText({ mean: 0.3, range: null })).toBe("0.300");
});
