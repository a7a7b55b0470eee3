import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { type Guard, startGuard } from "../processes/guard.ts";
import { cleanEnvironment } from "./account.ts";
import { damaged } from "./cluster.ts";
import type { ClusterPlace } from "./location.ts";
import { program } from "./native.ts";
import { PostgresProblem } from "./problem.ts";
import { alreadyRunning, findServer } from "./running.ts";
import type { PostgresSettings } from "./settings.ts";

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServerProcess {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
}

export interface Launch {
  readonly place: ClusterPlace;
  readonly port: number;
  readonly settings: PostgresSettings;
  readonly log: (line: string) => void;
}

/** Time for a fast shutdown. After it the server is killed, and recovers at the next start. */
const STOP_MS = 60_000;

/** Starts the server and waits until it accepts connections, also through recovery after a crash. */
export async function launch(launching: Launch): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const lines: string[] = [];
    const log = (line: string): void => {
      lines.push(line);
      launching.log(line);
    };
    const server = await spawnServer({ ...launching, log });
    if (await becomesReady(launching.place.clusterDir, server)) return server;
    const output = lines.join("\n");
    // Workers of a killed server notice within a second that it is gone, and free its memory.
    if (output.includes("pre-existing shared memory block") && attempt < 20) {
      await wait(500);
      continue;
    }
    throw await explain(launching, output);
  }
}

async function spawnServer({ place, port, settings, log }: Launch): Promise<ServerProcess> {
  const options = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  const child = spawn(program(place.native, "postgres"), ["-D", place.clusterDir, ...options], {
    ...place.account,
    cwd: "/",
    env: cleanEnvironment,
    // Its own process group: Ctrl-C in a terminal must reach only us, so that we can stop the server last.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const guard = startGuard({ first: "INT", last: "QUIT", graceSeconds: STOP_MS / 1000 });
  const { pid } = child;
  if (pid !== undefined) guard.watch(pid);
  createInterface(child.stderr).on("line", log);
  const exited = exitOf(child, guard);
  if (pid === undefined) return exited.then(() => Promise.reject(new Error("PostgreSQL did not start")));
  return { pid, exited, stop: () => stop(child, exited) };
}

function exitOf(child: ChildProcess, guard: Guard): Promise<Exit> {
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  return exited.finally(() => guard.end());
}

async function stop(child: ChildProcess, exited: Promise<Exit>): Promise<void> {
  child.kill("SIGINT");
  const late = setTimeout(() => child.kill("SIGQUIT"), STOP_MS);
  await exited.finally(() => clearTimeout(late));
}

async function becomesReady(clusterDir: string, server: ServerProcess): Promise<boolean> {
  let gone = false;
  const end = server.exited.then(() => {
    gone = true;
  });
  while (!gone) {
    const found = await findServer(clusterDir);
    if (found?.pid === server.pid && found.status === "ready") return true;
    await Promise.race([wait(20), end]);
  }
  return false;
}

const SIGNS_OF_DAMAGE = new RegExp(
  "control file|checkpoint|checksum|corrupt|incompatible|" +
    "could not (open|read) file|could not locate|does not exist",
);

async function explain({ place, port }: Launch, output: string): Promise<PostgresProblem> {
  if (output.includes('lock file "postmaster.pid" already exists')) {
    return alreadyRunning(place.clusterDir, (await findServer(place.clusterDir))?.pid);
  }
  if (output.includes("Address already in use")) {
    return new PostgresProblem("PORT_TAKEN", `Port ${port} on 127.0.0.1, meant for the database, is taken.`);
  }
  const fatal = output.split("\n").filter((line) => /(FATAL|PANIC):/.test(line));
  if (SIGNS_OF_DAMAGE.test(fatal.join())) {
    return damaged(place.clusterDir, `PostgreSQL says ${fatal.join("; ")}`);
  }
  return new PostgresProblem(
    "START_FAILED",
    `PostgreSQL did not start. Its last words:\n${output.slice(-2000)}`,
  );
}
