/**
 * Measures one set in a process of its own, so that its memory is its own: `node measure.ts '{"shape":…}'`.
 * Prints rows as JSON, one a line.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { meanOf, rankingMetrics } from "../../recommender/evaluation/metrics.ts";
import { runPipeline, writeSnapshot } from "../../recommender/index.ts";
import { itemNeighbours } from "../../recommender/models/item-knn.ts";
import { sessionIndex, sessionSearch } from "../../recommender/models/session-knn.ts";
import {
  BEHAVIOURS_AT,
  readBehaviours,
  recommendBehaviours,
  tuneBehaviours,
} from "../../recommender/sets/behaviours.ts";
import type { SetFiles } from "../../recommender/sets/find-sets.ts";
import {
  chooseItemExponent,
  INTERACTIONS_AT,
  neighboursFor,
  readInteractions,
  recommendByNeighbours,
  recommendInteractions,
  tuneInteractions,
  withoutExcess,
} from "../../recommender/sets/interactions.ts";
import type { LineReport } from "../../recommender/sets/lines.ts";
import { SetProblem } from "../../recommender/sets/lines.ts";
import { popularFill } from "../../recommender/sets/popular-fill.ts";
import {
  PURCHASES_AT,
  readPurchases,
  recommendPurchases,
  tunePurchases,
} from "../../recommender/sets/purchases.ts";
import { measureSessions, readSessions, SESSIONS_AT, tuneSessions } from "../../recommender/sets/sessions.ts";
import { generatedInput, linesInput } from "./inputs.ts";
import type { RecommenderRow } from "./rows.ts";

const SEED = 1;
const began = performance.now();

function print(row: Omit<RecommenderRow, "megabytes">): void {
  // Kilobytes on Linux and macOS.
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1_000);
  console.log(JSON.stringify({ ...row, megabytes }));
}

/** Runs and says how long it took, by the clock and in processor time of all threads. */
async function timed<Result>(
  work: () => Promise<Result> | Result,
): Promise<{ result: Result; seconds: number; cpuSeconds: number }> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds: (performance.now() - start) / 1_000, cpuSeconds: (user + system) / 1_000_000 };
}

const since = (): { seconds: number; cpuSeconds: number } => {
  const { user, system } = process.cpuUsage();
  return { seconds: (performance.now() - began) / 1_000, cpuSeconds: (user + system) / 1_000_000 };
};

function warn(reports: readonly LineReport[]): void {
  for (const { file, malformed, examples } of reports)
    if (malformed > 0) print({ what: `${file}: ${malformed} lines left out`, note: examples.join("; ") });
}

async function measureInteractions({ train, test }: { train: string; test: string }): Promise<void> {
  const { training, wanted, reports } = readInteractions(train, test);
  warn(reports);
  const asked = [...wanted.keys()];
  const figuresOf = (lists: ReadonlyMap<number, ArrayLike<number>>): Record<string, number> => {
    const metrics = asked.map((user) =>
      rankingMetrics(lists.get(user) ?? [], wanted.get(user) as ReadonlySet<number>, INTERACTIONS_AT),
    );
    return {
      "R@20": meanOf(metrics.map(({ recall }) => recall)),
      "N@20": meanOf(metrics.map(({ ndcg }) => ndcg)),
    };
  };
  const chosen = await timed(() => chooseItemExponent(training, SEED));
  const options = {
    ...{ neighbours: neighboursFor(training.users.width), userExponent: 0.25 },
    itemExponent: chosen.result,
  };
  const { result: neighbours, ...time } = await timed(() =>
    itemNeighbours(withoutExcess(training.users), options),
  );
  print({
    what: "item kNN alone, built",
    figures: figuresOf(recommendByNeighbours(training.users, neighbours, asked)),
    ...time,
    note: [
      `${options.neighbours} neighbours`,
      `item exponent ${chosen.result}, chosen in ${chosen.seconds.toFixed(1)} s`,
    ].join("; "),
  });
  const whole = await timed(() => {
    const recipe = tuneInteractions(training, SEED);
    return { recipe, lists: recommendInteractions(training, recipe, asked, SEED) };
  });
  const { recipe, lists } = whole.result;
  print({
    what: "blend, tuned and built, all lists",
    figures: figuresOf(lists),
    seconds: whole.seconds,
    cpuSeconds: whole.cpuSeconds,
    fits: 3,
    note: `${asked.length} users; ${recipe.trials} blends${recipe.ridge === undefined ? "" : "; with EASE"}`,
  });
}

async function measureSessionSet({ train, test }: { train: string; test: string }): Promise<void> {
  const { training, cases, reports } = readSessions(train, test);
  warn(reports);
  const { options, trials } = tuneSessions(training, SEED);
  const { result: index, ...time } = await timed(() => sessionIndex(training.sessions, options.newest));
  print({ what: "session index, built", ...time, note: `${training.sessions.columns.length} clicks` });
  const { hit, mrr, p50Ms, p99Ms } = measureSessions(
    sessionSearch(index, options),
    cases,
    popularFill(training.sessions, SESSIONS_AT),
  );
  print({
    what: "session kNN, tuned",
    figures: { "P@20": hit, "MRR@20": mrr },
    ...since(),
    fits: trials,
    note: `${cases.length} cases; a query p50 ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms`,
  });
}

function measureBehaviourSet(files: SetFiles & { shape: "behaviours" }): void {
  const { training, cases, reports } = readBehaviours(files);
  warn(reports);
  const recipe = tuneBehaviours(training, SEED);
  const asked = [...new Set(cases.map(({ user }) => user))];
  const lists = recommendBehaviours(training, recipe, asked);
  const metrics = cases.map(({ user, item }) =>
    rankingMetrics(lists.get(user) ?? [], new Set([item]), BEHAVIOURS_AT),
  );
  print({
    what: "behaviours, tuned and built, all lists",
    figures: {
      "HR@10": meanOf(metrics.map(({ hit }) => hit)),
      "N@10": meanOf(metrics.map(({ ndcg }) => ndcg)),
    },
    ...since(),
    fits: 2,
    note: `${cases.length} purchases; ${recipe.trials} blends`,
  });
}

async function measurePurchaseSet(file: string): Promise<void> {
  const set = readPurchases(file);
  warn(set.reports);
  if (set.questions.length === 0)
    throw new SetProblem(`${file}: no customer bought both before the last 28 days and in them`);
  const recipe = tunePurchases(set.training, SEED);
  const asked = set.questions.map(({ user }) => user);
  const lists = recommendPurchases(set.training, recipe, asked, SEED);
  const metricsOf = (kind: "all" | "fresh") =>
    set.questions.flatMap(({ user, wanted, fresh }) => {
      const relevant = kind === "all" ? wanted : fresh;
      return relevant.size === 0
        ? []
        : [rankingMetrics(lists.get(user)?.[kind] ?? [], relevant, PURCHASES_AT)];
    });
  const [all, fresh] = [metricsOf("all"), metricsOf("fresh")];
  print({
    what: "purchases, tuned and built, all lists",
    figures: {
      "R@20": meanOf(all.map(({ recall }) => recall)),
      "N@20": meanOf(all.map(({ ndcg }) => ndcg)),
      "new R@20": meanOf(fresh.map(({ recall }) => recall)),
      "new N@20": meanOf(fresh.map(({ ndcg }) => ndcg)),
    },
    ...since(),
    fits: 4,
    note: `${set.usable} lines, ${asked.length} users; ${recipe.trials} blends`,
  });
  await measureRun(linesInput(set));
}

/** The nightly run: snapshot, training, judgement, model file, report. */
async function measureRun(input: Parameters<typeof writeSnapshot>[1]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "jangteo-recommender-"));
  try {
    const snapshot = join(folder, "snapshot");
    const written = await timed(() => writeSnapshot(snapshot, input));
    const { interactions, visitors, items } = written.result;
    print({
      what: "snapshot, written",
      seconds: written.seconds,
      cpuSeconds: written.cpuSeconds,
      note: `${interactions} interactions, ${visitors} visitors, ${items} items`,
    });
    const work = join(folder, "work");
    const run = await timed(() =>
      runPipeline({ snapshot, work, seed: SEED, championFile: null, log: () => undefined }),
    );
    const { status, reasons, metrics } = run.result;
    print({
      what: "nightly run",
      figures: { "home N@20": metrics["home.ndcg@20"] ?? 0, "session N@20": metrics["session.ndcg@20"] ?? 0 },
      seconds: run.seconds,
      cpuSeconds: run.cpuSeconds,
      note: `${[status, ...reasons].join("; ")}; a call p99 ${(metrics.p99Ms ?? 0).toFixed(2)} ms`,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Task = SetFiles | { readonly shape: "generated"; readonly count: number };

const task = JSON.parse(process.argv[2] ?? "null") as Task;
try {
  if (task.shape === "generated") await measureRun(generatedInput(task.count));
  else if (task.shape === "interactions") await measureInteractions(task);
  else if (task.shape === "sessions") await measureSessionSet(task);
  else if (task.shape === "behaviours") measureBehaviourSet(task);
  else await measurePurchaseSet(task.file);
} catch (error) {
  if (!(error instanceof SetProblem)) throw error;
  print({ what: "not measured", note: error.message });
}
