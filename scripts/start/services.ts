import { setTimeout as wait } from "node:timers/promises";
import { type RunningPostgres, startPostgres } from "../../server/platform/embedded-postgres/start.ts";
import type { Guard } from "../../server/platform/processes/guard.ts";
import { type Child, describeExit, type NodeProgram, startChild } from "./child.ts";
import { createLogWriter, lastLines, logFile, rotateLog } from "./log-file.ts";
import { StartProblem } from "./problem.ts";
import type { RunningService, Service } from "./supervisor.ts";
import { text } from "./texts.ts";

export interface Program extends NodeProgram {
  /** The program serves as soon as each of these addresses returns a status below 500. */
  readonly readyAt: readonly string[];
}

/** Limit for the time until a program serves. On a busy machine Next.js alone needs half a minute. */
const READY_MS = 120_000;

export function programService(guard: Guard, program: Program, logsDir: string): Service {
  const file = logFile(logsDir, program.name);
  rotateLog(file);
  return {
    name: program.name,
    lastWords: () => lastLines(file),
    start: () => {
      const child = startChild(guard, program, file);
      return { ...child, ready: becomesReady(program, child, file) };
    },
  };
}

async function becomesReady(program: Program, child: Child, file: string): Promise<void> {
  const deadline = Date.now() + READY_MS;
  const ended = child.exited.then(describeExit);
  for (;;) {
    const waitingFor = (await Promise.all(program.readyAt.map(whyNot))).find(
      (reason) => reason !== undefined,
    );
    if (waitingFor === undefined) return;
    const how = await Promise.race([ended, wait(100, undefined)]);
    if (how === undefined && Date.now() < deadline) continue;
    const { name } = program;
    const problem =
      how === undefined
        ? text("programNotReady", { name, seconds: READY_MS / 1000, reason: waitingFor })
        : text("programNotStarted", { name, how });
    throw new StartProblem(problem, { detail: await lastLines(file) });
  }
}

/** Returns why a program does not serve at this address yet, or nothing when it serves. */
async function whyNot(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.status < 500 ? undefined : `${url}: HTTP ${answer.status}`;
  } catch (error) {
    return `${url}: ${error instanceof Error ? error.message : error}`;
  }
}

export interface DatabaseService extends Service {
  /** Resolves to the database's address at the first start. A restart keeps the address. */
  url(): Promise<string>;
  /** Resolves to the folder of its files at the first start. */
  folder(): Promise<string>;
}

/** The embedded PostgreSQL of `dataDir`. */
export function postgresService(dataDir: string, logsDir: string): DatabaseService {
  const file = logFile(logsDir, "postgres");
  rotateLog(file);
  const log = createLogWriter(file);
  const first = Promise.withResolvers<RunningPostgres>();
  first.promise.catch(() => undefined); // `ready` reports it
  let port = 0;
  return {
    name: "postgres",
    lastWords: async () => log.lastLines(),
    url: async () => (await first.promise).url,
    folder: async () => (await first.promise).clusterDir,
    start: () => {
      const postgres = startPostgres({ dataDir, port, log: log.write });
      postgres.then((running) => {
        port = running.port;
        first.resolve(running);
      }, first.reject);
      return asRunning(postgres);
    },
  };
}

function asRunning(postgres: Promise<RunningPostgres>): RunningService {
  const notStarted = { code: 1, signal: null };
  return {
    ready: postgres.then(() => undefined),
    exited: postgres.then(
      ({ exited }) => exited,
      () => notStarted,
    ),
    stop: () =>
      postgres.then(
        (running) => running.stop(),
        () => undefined, // nothing runs
      ),
    // SIGQUIT is PostgreSQL's immediate shutdown. The next start recovers all committed work.
    kill: () => void postgres.then(({ pid }) => process.kill(pid, "SIGQUIT")).catch(() => undefined),
  };
}
