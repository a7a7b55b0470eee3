/** The thread of `run.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import { pipeline } from "./pipeline.ts";
import type { PipelineOptions, WorkerReport } from "./result.ts";

const report = (message: WorkerReport): void => parentPort?.postMessage(message);
report({ result: await pipeline(workerData as PipelineOptions, (line) => report({ line })) });
