/** Programs of the cluster: most run in the node's network namespace, all write a log. */
import { spawn } from "node:child_process";
import { mkdir, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type ProgramOptions, type ProgramResult, runProgram } from "../processes.ts";
import { FOLDER, NETWORK, NODE_ADDRESS, paths } from "./layout.ts";
import { begunAt, isRunning, readState, type StartedProcess, writeState } from "./state.ts";

export interface BackgroundOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** False: on the machine's own network. */
  readonly inNetwork?: boolean;
}

/**
 * `nsenter` becomes the program, so its id is the program's. `ip netns exec` would mount another /sys, which
 * has no cgroups.
 */
const entering = (program: string, args: readonly string[]): [string, string[]] => [
  "nsenter",
  [`--net=${NETWORK}`, "--", program, ...args],
];

let ending: Error | undefined;

/** From here on what is played starts nothing and waits for nothing: it ends with this error. */
export function stopPlaying(error: Error): void {
  ending = error;
}

/** Throws when the rehearsal is being removed. */
export function playsOn(): void {
  if (ending !== undefined) throw ending;
}

/** Starts a program that runs on after the kit's end. */
export async function startProcess(
  name: string,
  program: string,
  args: readonly string[],
  { env, inNetwork = true }: BackgroundOptions = {},
): Promise<void> {
  playsOn();
  await mkdir(paths.logs, { recursive: true });
  const log = await open(join(paths.logs, `${name}.log`), "a");
  try {
    const [command, all] = inNetwork ? entering(program, args) : [program, [...args]];
    const child = spawn(command, all, {
      env: { ...inherited(), ...env },
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    child.unref();
    const { pid } = child;
    const begun = pid === undefined ? undefined : await begunAt(pid);
    if (pid === undefined || begun === undefined) throw new Error(`${name} ended at once: see ${paths.logs}`);
    const state = await readState();
    if (state === undefined) throw new Error("there is no rehearsal");
    await writeState({ ...state, processes: [...state.processes, { name, pid, begun }] });
  } finally {
    await log.close();
  }
}

/** Runs a program to its end in the node's network. */
export function runInNetwork(
  program: string,
  args: readonly string[],
  options?: ProgramOptions,
): Promise<ProgramResult> {
  playsOn();
  const [command, all] = entering(program, args);
  return runProgram(command, all, options);
}

const HOSTS = join(FOLDER, "hosts");

/**
 * A client of the shop: a program in the node's network that knows the shop's name, as by DNS. It sees a
 * hosts file of its own, in a mount namespace of its own.
 */
export function asClient(program: string, args: readonly string[]): readonly [string, readonly string[]] {
  playsOn();
  const inside = `mount --bind ${HOSTS} /etc/hosts && exec "$@"`;
  return entering("unshare", ["--mount", "sh", "-c", inside, "sh", program, ...args]);
}

export const nameShop = (host: string): Promise<void> =>
  writeFile(HOSTS, `127.0.0.1 localhost\n${NODE_ADDRESS} ${host}\n`);

/** Ends a process: asks first, and kills after a while. */
export async function endProcess(process: StartedProcess, patienceMs = 10_000): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!(await isRunning(process))) return;
    send(process.pid, signal);
    for (const until = Date.now() + patienceMs; Date.now() < until; await wait(50)) {
      if (!(await isRunning(process))) return;
    }
  }
  throw new Error(`${process.name} (process ${process.pid}) cannot be ended`);
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It has ended since it was looked for.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Waits until the question is answered with yes. */
export async function until(
  what: string,
  seconds: number,
  holds: () => Promise<boolean>,
  everyMs = 200,
): Promise<void> {
  for (const end = Date.now() + seconds * 1000; ; await wait(everyMs)) {
    playsOn();
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
  }
}

/** The environment that the programs of the cluster get: nothing that belongs to the caller. */
const inherited = (): Record<string, string> => ({
  PATH: machinePath(),
  HOME: process.env.HOME ?? "/root",
});

export const machinePath = (): string => process.env.PATH ?? "";
