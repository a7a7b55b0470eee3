/**
 * The running server of a cluster, and its owner: the process that started it. PostgreSQL writes
 * `postmaster.pid`; the owner writes `jangteo.owner` beside it once the server is ready. A server with a dead
 * owner is stopped before a new one starts. A server with a living or unknown owner is not touched.
 */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { processCommand, processIdentity } from "../processes/identity.ts";
import { replaceFile } from "../storage/durable-file.ts";
import { PostgresProblem, systemCode } from "./problem.ts";

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** As PostgreSQL words it: `starting`, `ready`, `stopping`. */
  readonly status: string;
}

interface Owner {
  readonly pid: number;
  readonly identity: string;
  readonly server: number;
}

/** Returns the living server of this cluster. A `postmaster.pid` left by a crash or reboot does not count. */
export async function findServer(clusterDir: string): Promise<RunningServer | undefined> {
  // Lines of the file: pid, folder, start time, port, socket folder, address, shared memory, status.
  const lines = (await readOptional(join(clusterDir, "postmaster.pid")))
    ?.split("\n")
    .map((line) => line.trim());
  const pid = Number(lines?.[0]);
  if (lines === undefined || !(pid > 0) || (await processIdentity(pid)) === undefined) return undefined;
  const command = (await processCommand(pid)) ?? "";
  // The pid now belongs to another program.
  if (!command.includes(clusterDir)) return undefined;
  return { pid, port: Number(lines[3]), status: lines[7] ?? "starting" };
}

/**
 * Prepares a start: stops an orphaned server and removes a stale pid file. Throws a `PostgresProblem` if the
 * cluster is in use.
 */
export async function refuseOrTakeOver(clusterDir: string, log: (line: string) => void): Promise<void> {
  const server = await findServer(clusterDir);
  if (server === undefined) {
    // PostgreSQL would refuse to start if the old number now belongs to any other process of its account.
    await rm(join(clusterDir, "postmaster.pid"), { force: true });
    return;
  }
  const owner = await readOwner(clusterDir);
  if (owner === undefined || owner.server !== server.pid) throw alreadyRunning(clusterDir, server.pid);
  if ((await processIdentity(owner.pid)) === owner.identity) throw alreadyRunning(clusterDir, owner.pid);
  log(
    `the process that started PostgreSQL (pid ${owner.pid}) is gone: ` +
      `stopping its server (pid ${server.pid}) first`,
  );
  await stopOrphan(server.pid);
}

export const alreadyRunning = (clusterDir: string, pid: number | undefined): PostgresProblem =>
  new PostgresProblem(
    "ALREADY_RUNNING",
    `The database in ${clusterDir} is already running${pid === undefined ? "" : ` with pid ${pid}`}. ` +
      "Stop that one first, or use another folder (DATA_DIR).",
  );

export async function writeOwner(clusterDir: string, server: number): Promise<void> {
  const identity = await processIdentity(process.pid);
  if (identity === undefined) throw new Error("this process cannot find itself in the process table");
  const owner: Owner = { pid: process.pid, identity, server };
  await replaceFile(join(clusterDir, "jangteo.owner"), JSON.stringify(owner));
}

async function readOwner(clusterDir: string): Promise<Owner | undefined> {
  const text = await readOptional(join(clusterDir, "jangteo.owner"));
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined; // damaged: the owner is unknown, so its server is not touched
  }
}

/** Stops a server that is not our child (fast shutdown), and waits for its end. */
async function stopOrphan(pid: number): Promise<void> {
  const identity = await processIdentity(pid);
  process.kill(pid, "SIGINT");
  for (let waited = 0; (await processIdentity(pid)) === identity; waited += 50) {
    if (waited > 60_000)
      throw new PostgresProblem("START_FAILED", `PostgreSQL (pid ${pid}) does not stop. End it.`);
    await wait(50);
  }
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return undefined;
    throw error;
  }
}
