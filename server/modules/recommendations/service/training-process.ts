/** The program of `train-child.ts`: one job comes in, lines of a log and a result go out. */
import { runPipeline } from "../../../../recommender/index.ts";
import type { ChildMessage, TrainingJob } from "./train-child.ts";

const tell = (message: ChildMessage): void => {
  process.send?.(message);
};

process.once("message", (job: TrainingJob) => {
  runPipeline({ ...job, log: (line) => tell({ kind: "line", line }) })
    .then(
      (result) => tell({ kind: "result", result }),
      (error: unknown) =>
        tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => process.disconnect());
});
