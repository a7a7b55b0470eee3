import { createWriteStream } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { type RunningPostgres, startPostgres } from "../../server/platform/embedded-postgres/start.ts";
import type { Guard } from "../../server/platform/processes/guard.ts";
import { type Child, describeExit, type NodeProgram, startChild } from "./child.ts";
import { lastLines, logFile, rotateLog } from "./log-file.ts";
import { StartProblem } from "./problem.ts";
import type { RunningService, Service } from "./supervisor.ts";

export interface Program extends NodeProgram {
  /** Serves once each of these addresses answers, with whatever but a 5xx. */
  readonly readyAt: readonly string[];
}

/** How long a program may take until it serves; on a busy machine Next.js alone needs half a minute. */
const readyMs = 120_000;

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
  const deadline = Date.now() + readyMs;
  const ended = child.exited.then(describeExit);
  for (;;) {
    const waitingFor = (await Promise.all(program.readyAt.map(whyNot))).find(
      (reason) => reason !== undefined,
    );
    if (waitingFor === undefined) return;
    const how = await Promise.race([ended, wait(100, undefined)]);
    if (how === undefined && Date.now() < deadline) continue;
    const end = how === undefined ? `in ${readyMs / 1000} s: ${waitingFor}` : `(${how})`;
    throw new StartProblem(
      `${program.name} could not start ${end}. Its last lines:\n${await lastLines(file)}`,
    );
  }
}

/** Why a program does not serve at this address yet; nothing when it does. */
async function whyNot(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.status < 500 ? undefined : `${url} answers ${answer.status}`;
  } catch (error) {
    return `${url} does not answer (${error instanceof Error ? error.message : error})`;
  }
}

export interface DatabaseService extends Service {
  /** The address of the database, from the first start on. It stays the same over restarts. */
  url(): Promise<string>;
}

/** The embedded PostgreSQL of `dataDir`. */
export function postgresService(dataDir: string, logsDir: string): DatabaseService {
  const file = logFile(logsDir, "postgres");
  rotateLog(file);
  const log = createWriteStream(file, { flags: "a" });
  const first = Promise.withResolvers<RunningPostgres>();
  first.promise.catch(() => undefined); // `ready` reports it
  let port = 0;
  return {
    name: "postgres",
    lastWords: () => lastLines(file),
    url: async () => (await first.promise).url,
    start: () => {
      const postgres = startPostgres({ dataDir, port, log: (line) => log.write(`${line}\n`) });
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
    // PostgreSQL's own word for "at once": what was committed is recovered at the next start.
    kill: () => void postgres.then(({ pid }) => process.kill(pid, "SIGQUIT")).catch(() => undefined),
  };
}
