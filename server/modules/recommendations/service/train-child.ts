/** Runs the pipeline in a process of its own: it may take both cores for a while, and yields to shoppers. */
import { fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import type { RunResult } from "../../../../recommender/index.ts";

export interface TrainingJob {
  readonly snapshot: string;
  readonly work: string;
  readonly seed: number;
  readonly championFile: string | null;
  readonly foreign?: string;
}

export type ChildMessage =
  | { readonly kind: "line"; readonly line: object }
  | { readonly kind: "result"; readonly result: RunResult }
  | { readonly kind: "failed"; readonly message: string };

const PROGRAM = fileURLToPath(new URL("./training-process.ts", import.meta.url));

/** Throws when the process ends without a result. `memoryMb`: of its JavaScript objects. */
export function trainInChild(
  job: TrainingJob,
  memoryMb: number,
  log: (line: object) => void,
  signal: AbortSignal,
): Promise<RunResult> {
  const { promise, resolve, reject } = Promise.withResolvers<RunResult>();
  const child = fork(PROGRAM, { execArgv: [`--max-old-space-size=${memoryMb}`], signal });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  child.on("message", (message: ChildMessage) => {
    if (message.kind === "line") log(message.line);
    else if (message.kind === "result") resolve(message.result);
    else reject(new Error(message.message));
  });
  child.on("error", reject);
  child.on("exit", (code, killedBy) => reject(new Error(`the training ended with ${killedBy ?? code}`)));
  child.send(job);
  return promise;
}
