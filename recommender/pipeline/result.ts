/** What a run takes, and what it answers. */

export interface PipelineOptions {
  readonly snapshot: string;
  readonly work: string;
  readonly seed: number;
  readonly championFile: string | null;
  /** A hand-off whose parts stand in for our own (`handoff/request.ts`), with the same snapshot. */
  readonly foreign?: string;
}

export interface RunResult {
  readonly status: "ready" | "rejected" | "too-little";
  /** Why it is not ready. */
  readonly reasons: readonly string[];
  /** Below the floor, a model of popularity and content alone. */
  readonly modelFile: string | null;
  readonly modelSha256: string | null;
  readonly metrics: Readonly<Record<string, number>>;
  /** The path of an HTML file. */
  readonly report: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type Log = (line: Record<string, unknown>) => void;

export interface WorkerReport {
  readonly line?: Record<string, unknown>;
  readonly result?: RunResult;
}
