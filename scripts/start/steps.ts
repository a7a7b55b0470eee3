/** Work that runs once and ends: migrations, demo data, the web build. */
import { appendFileSync } from "node:fs";
import type { Guard } from "../../server/platform/processes/guard.ts";
import { describeExit, type NodeProgram, startChild } from "./child.ts";
import { lastLines, logFile, rotateLog } from "./log-file.ts";
import { StartProblem } from "./problem.ts";
import type { RunningService } from "./supervisor.ts";

export interface Step extends NodeProgram {
  /** What happens, for the person waiting. */
  readonly title: string;
}

/** How often a person is told that a step still goes on. */
const signOfLifeMs = 5_000;

/** Runs a step to its end; `begun` receives it, so that it can be stopped from outside. */
export async function runStep(
  guard: Guard,
  step: Step,
  logsDir: string,
  say: (line: string) => void,
  begun: (running: RunningService) => void,
): Promise<void> {
  const file = logFile(logsDir, step.name);
  rotateLog(file);
  appendFileSync(file, "");
  const start = Date.now();
  const seconds = (): string => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  const child = startChild(guard, step, file);
  begun({ ...child, ready: Promise.resolve() });
  const alive = setInterval(async () => {
    const line = (await lastLines(file, 1)).trim();
    say(`${step.title}: ${seconds()}${line === "" ? "" : `  ${line.slice(0, 100)}`}`);
  }, signOfLifeMs);
  const exit = await child.exited.finally(() => clearInterval(alive));
  if (exit.code !== 0) {
    throw new StartProblem(
      `${step.title} failed (${describeExit(exit)}). Its last lines:\n${await lastLines(file, 30)}`,
    );
  }
  say(`${step.title}: ${seconds()}`);
}
