/** Runs the pipeline in a thread of its own, so that the caller's event loop stays free. */
import { Worker } from "node:worker_threads";
import type { Log, PipelineOptions, RunResult, WorkerReport } from "./result.ts";

export type { RunResult };

export interface RunOptions extends PipelineOptions {
  readonly log: Log;
  /** Ends the run. What its finished steps left stays, and the next run goes on from there. */
  readonly signal?: AbortSignal;
}

/** Rejects when the run fails, and with the signal's reason when it is aborted. */
export async function runPipeline({ log, signal, ...options }: RunOptions): Promise<RunResult> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: options });
  const { promise, resolve, reject } = Promise.withResolvers<RunResult>();
  worker.on("message", ({ line, result }: WorkerReport) => {
    if (line !== undefined) log(line);
    if (result !== undefined) resolve(result);
  });
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`the training thread ended early, with code ${code}`)));
  const abort = (): void => reject(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener("abort", abort);
    await worker.terminate();
  }
}
