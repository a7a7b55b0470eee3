/**
 * `npm run kit -- rehearse`: a real Kubernetes on this machine, on which this tree is played. `--keep` leaves
 * the cluster running, `--stop` removes it.
 */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { endPrograms, lastLines, runProgram } from "../processes.ts";
import { clusterToolNames } from "../tools/cluster-tools.ts";
import type { Toolbox } from "../tools/install.ts";
import { missingControllers } from "./cgroups.ts";
import type { ClusterPrograms } from "./cluster.ts";
import { FOLDER, paths } from "./layout.ts";
import { play } from "./play.ts";
import { stopPlaying } from "./processes.ts";
import { begunAt, isRunning, readState, writeState } from "./state.ts";
import { absentNow, leftovers, tearDown } from "./teardown.ts";

const PATIENCE_MS = 5_000;
/** As a shell says that a program was ended by Ctrl-C. */
const INTERRUPTED = 130;

export interface RehearsalRequest {
  readonly root: string;
  readonly cache: string;
  /** The folder of schemas: the kinds that charts install are made of them. */
  readonly facts: string | undefined;
  readonly toolbox: Toolbox;
  readonly keep: boolean;
  /** What is played, in this order. With `keep` nothing is. */
  readonly scenes: readonly string[];
  readonly print: (text: string) => void;
  readonly step: <Result>(
    title: string,
    work: (detail: (text: string) => void) => Promise<Result>,
  ) => Promise<Result>;
}

/** Returns the exit code. */
export async function rehearse(request: RehearsalRequest): Promise<number> {
  const { print, step, facts } = request;
  const lacking = await whatLacks();
  if (facts === undefined) lacking.push("it needs the kinds of the charts: name their folder with --facts");
  if (lacking.length > 0 || facts === undefined) {
    print(`not rehearsed: ${lacking.join("; ")}`);
    return 0;
  }
  const refusal = await claim();
  if (refusal !== undefined) {
    print(refusal);
    return 1;
  }
  const interrupted = onInterrupt();
  const played = playAll(request, facts);
  try {
    const passed = await Promise.race([played, interrupted.happened]);
    if (passed && request.keep) {
      print(`\nThe cluster runs on. KUBECONFIG=${paths.kubeconfig}`);
      print("npm run kit -- rehearse --stop removes it.");
      return 0;
    }
    return (await step("removing everything", removeAll(print))) && passed ? 0 : 1;
  } catch (error) {
    const isInterrupted = interrupted.is(error);
    if (isInterrupted) await endPlaying(played, error);
    else for (const line of await lastWords()) print(line);
    await step("removing everything", removeAll(print));
    if (!isInterrupted) throw error;
    print(`The rehearsal was ${String(error).replace("Error: ", "")}.`);
    return INTERRUPTED;
  } finally {
    interrupted.forget();
  }
}

/** What is being played ends at its next step, and its programs at once. Some steps wait for a minute. */
async function endPlaying(played: Promise<unknown>, error: unknown): Promise<void> {
  stopPlaying(error instanceof Error ? error : new Error(String(error)));
  endPrograms();
  await Promise.race([played.catch(() => undefined), wait(PATIENCE_MS)]);
}

/** `--stop`: removes a cluster that was kept, or what a killed rehearsal left. */
export async function stopRehearsal({ print, step }: RehearsalRequest): Promise<number> {
  const state = await readState();
  if (state !== undefined && state.owner.pid !== process.pid && (await isRunning(state.owner))) {
    print(`a rehearsal is being played (process ${state.owner.pid}): end it there with Ctrl-C`);
    return 1;
  }
  if (state === undefined && (await leftovers(undefined)).length === 0) {
    print("there is no rehearsal on this machine");
    return 0;
  }
  return (await step("removing everything", removeAll(print))) ? 0 : 1;
}

/** What the programs of the cluster said last: their logs are about to go. */
async function lastWords(): Promise<readonly string[]> {
  const files = await readdir(paths.logs).catch((): string[] => []);
  const read = async (file: string) => lastLines(await readFile(join(paths.logs, file), "utf8"), 4);
  return Promise.all(files.map(async (file) => `${file}:\n${await read(file)}`));
}

const removeAll =
  (print: (text: string) => void) =>
  async (detail: (text: string) => void): Promise<boolean> => {
    const left = await tearDown(detail);
    print(left.length === 0 ? "  nothing is left" : `  left: ${left.join(", ")}`);
    return left.length === 0;
  };

async function playAll(request: RehearsalRequest, facts: string): Promise<boolean> {
  const programs = await allPrograms(request.toolbox);
  return play({ ...request, facts, programs, scenes: request.keep ? [] : request.scenes });
}

/** Everything is built before the cluster starts: a build takes minutes of both cores. */
async function allPrograms(toolbox: Toolbox): Promise<ClusterPrograms> {
  const found: Partial<Record<keyof ClusterPrograms, string>> = {};
  const names: readonly (keyof ClusterPrograms)[] = [...clusterToolNames, "kubectl"];
  for (const name of names) found[name] = await toolbox.tool(name);
  return found as ClusterPrograms;
}

/** What this machine lacks for a rehearsal, in words. */
async function whatLacks(): Promise<string[]> {
  if (process.platform !== "linux") return ["it needs Linux"];
  const lacking: string[] = [];
  if (process.getuid?.() !== 0) lacking.push("it needs the rights of root");
  for (const program of ["ip", "nsenter", "sysctl", "umount", "openssl", "git", "go", "apt-get"]) {
    const answer = await runProgram("sh", ["-c", `command -v ${program}`]);
    if (answer.code !== 0) lacking.push(`there is no program ${program}`);
  }
  const controllers = await missingControllers();
  if (controllers.length > 0) lacking.push(`cgroup v1 has no ${controllers.join(", ")}`);
  return lacking;
}

/** Takes the machine for this rehearsal. Returns why it cannot. */
async function claim(): Promise<string | undefined> {
  const absentBefore = absentNow();
  try {
    // Only one of two that start at once can make the folder.
    await mkdir(FOLDER, { mode: 0o755 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const owner = (await readState())?.owner;
    return owner !== undefined && (await isRunning(owner))
      ? `not rehearsed: another rehearsal is being played (process ${owner.pid})`
      : "not rehearsed: an earlier cluster is there; npm run kit -- rehearse --stop removes it";
  }
  const begun = (await begunAt(process.pid)) ?? "";
  await writeState({ owner: { name: "kit", pid: process.pid, begun }, absentBefore, processes: [] });
  return undefined;
}

interface Interruption {
  readonly happened: Promise<never>;
  /** True for the error that it rejected with. */
  readonly is: (error: unknown) => boolean;
  readonly forget: () => void;
}

/** Rejects at Ctrl-C, so that what was started is removed. A second Ctrl-C changes nothing. */
function onInterrupt(): Interruption {
  let interrupt = (_error: Error): void => undefined;
  const happened = new Promise<never>((_resolve, reject) => {
    interrupt = reject;
  });
  // The race may be over when it comes: then its rejection has no other handler.
  happened.catch(() => undefined);
  let cause: Error | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    cause ??= new Error(`ended by ${signal}`);
    interrupt(cause);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, listener);
  return {
    happened,
    is: (error) => error === cause,
    forget: () => {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
