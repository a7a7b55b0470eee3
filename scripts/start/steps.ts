/** Programs that run once and end: migrations, demo data, the web build. */
import type { Guard } from "../../server/platform/processes/guard.ts";
import { describeExit, type NodeProgram, startChild } from "./child.ts";
import type { LineWriter } from "./line-writer.ts";
import { lastLines, logFile, rotateLog } from "./log-file.ts";
import { StartProblem } from "./problem.ts";
import type { RunningService } from "./supervisor.ts";
import { type Bilingual, oneLine, text } from "./texts.ts";

export interface Step extends NodeProgram {
  readonly title: Bilingual;
}

const DETAIL_MS = 1_000;

/** Runs a step to its end. `onBegin` receives the running step, so that the caller can stop it. */
export async function runStep(
  guard: Guard,
  step: Step,
  logsDir: string,
  lines: LineWriter,
  onBegin: (running: RunningService) => void,
): Promise<void> {
  const file = logFile(logsDir, step.name);
  rotateLog(file);
  await lines.step(oneLine(step.title), async (detail) => {
    const child = startChild(guard, step, file);
    onBegin({ ...child, ready: Promise.resolve() });
    const showDetail = setInterval(async () => detail(await lastLines(file, 1)), DETAIL_MS);
    const exit = await child.exited.finally(() => clearInterval(showDetail));
    if (exit.code === 0) return;
    const failed = text("stepFailed", { title: step.title, how: describeExit(exit) });
    throw new StartProblem(failed, { detail: await lastLines(file, 30) });
  });
}
