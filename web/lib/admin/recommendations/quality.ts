/**
 * The quality of runs as rows of charts and of the tables beside them: NDCG@20 of each task, measured by what
 * visitors did after the time that a model learned from. Pure.
 */
import type { ModelRegistry, TrainingRun } from "@/lib/api/types";

/** What a model is asked, in the order of a visit (recommender/pipeline/evaluate.ts). */
export const tasks = ["home", "homeAgain", "session", "product", "cart", "newItems"] as const;
export type Task = (typeof tasks)[number];

export interface Score {
  readonly mean: number;
  /** Of the bootstrap, 95 %. Null: the run has none. */
  readonly range: readonly [low: number, high: number] | null;
}

export interface RunQuality {
  readonly id: string;
  readonly startedAt: string;
  /** Null: the run's model is no longer listed. */
  readonly version: number | null;
  /** Whether its model makes the lists, or did before. */
  readonly use: "now" | "before" | "never";
  readonly scores: Readonly<Partial<Record<Task, Score>>>;
}

function scoreOf({ metrics }: TrainingRun, name: string): Score | null {
  const [mean, low, high] = ["", ".low", ".high"].map((end) => metrics[`${name}.ndcg@20${end}`]);
  if (mean === undefined || !Number.isFinite(mean)) return null;
  const isRange = low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high);
  return { mean, range: isRange ? [low, high] : null };
}

const versionOf = ({ versions }: ModelRegistry, { id }: TrainingRun) =>
  versions.find(({ runId }) => runId === id) ?? null;

const isJudged = (run: TrainingRun): boolean => tasks.some((task) => scoreOf(run, task) !== null);

/** The runs that were judged, the oldest first, as time runs in a chart. */
export function qualityOf(registry: ModelRegistry): RunQuality[] {
  const champions = new Set(
    registry.history.flatMap(({ alias, from, to }) => (alias === "champion" ? [from, to] : [])),
  );
  return registry.runs
    .filter(isJudged)
    .toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt))
    .map((run) => {
      const model = versionOf(registry, run);
      const version = model?.version ?? null;
      const scores = tasks.flatMap((task) => {
        const score = scoreOf(run, task);
        return score ? [[task, score] as const] : [];
      });
      return {
        ...{ id: run.id, startedAt: run.startedAt, version },
        use: model?.aliases.includes("champion")
          ? "now"
          : version !== null && champions.has(version)
            ? "before"
            : "never",
        scores: Object.fromEntries(scores),
      };
    });
}

/** The tasks that one of the runs was asked: a young shop has no second purchases. */
export const tasksOf = (runs: readonly RunQuality[]): Task[] =>
  tasks.filter((task) => runs.some(({ scores }) => scores[task] !== undefined));

export interface ComparedTask {
  readonly task: Task;
  readonly model: Score;
  /** Null: the run had no champion to compare with. */
  readonly champion: Score | null;
}

export interface Comparison {
  readonly version: number | null;
  readonly startedAt: string;
  /** The champion when the run began. Null: the history does not reach so far. */
  readonly championVersion: number | null;
  readonly hasChampion: boolean;
  readonly rows: readonly ComparedTask[];
}

/**
 * A model against the champion of its time, both judged by the same questions: the challenger, or else the
 * newest that was judged. Null: none was.
 */
export function comparisonOf(registry: ModelRegistry): Comparison | null {
  const judged = registry.runs.filter(isJudged);
  const run =
    judged.find((each) => versionOf(registry, each)?.aliases.includes("challenger")) ??
    judged.toSorted((one, other) => Date.parse(other.startedAt) - Date.parse(one.startedAt))[0];
  if (!run) return null;
  const rows = tasks.flatMap((task) => {
    const model = scoreOf(run, task);
    return model ? [{ task, model, champion: scoreOf(run, `champion.${task}`) }] : [];
  });
  return {
    ...{ version: versionOf(registry, run)?.version ?? null, startedAt: run.startedAt, rows },
    championVersion: championAt(registry, run.startedAt),
    hasChampion: rows.some(({ champion }) => champion !== null),
  };
}

function championAt({ history }: ModelRegistry, time: string): number | null {
  const before = history.filter(
    ({ alias, at }) => alias === "champion" && Date.parse(at) <= Date.parse(time),
  );
  return before.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))[0]?.to ?? null;
}

/** How many tasks the model does better, and how many worse, by the means. */
export function resultOf(rows: readonly ComparedTask[]): { better: number; worse: number; of: number } {
  const differences = rows.flatMap(({ model, champion }) => (champion ? [model.mean - champion.mean] : []));
  return {
    better: differences.filter((difference) => difference > 0).length,
    worse: differences.filter((difference) => difference < 0).length,
    of: differences.length,
  };
}

/** "0.312", and with its range "0.312 (0.290–0.334)". */
export const scoreText = ({ mean, range }: Score): string =>
  range ? `${mean.toFixed(3)} (${range.map((end) => end.toFixed(3)).join("–")})` : mean.toFixed(3);
