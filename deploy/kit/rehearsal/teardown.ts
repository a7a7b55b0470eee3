/** The end of a rehearsal: nothing of it stays on the machine, and a look afterwards proves it. */
import { existsSync } from "node:fs";
import { readdir, readFile, readlink, rm, stat } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { runProgram } from "../processes.ts";
import { ourCgroups, ourPods, removeCgroups } from "./cgroups.ts";
import { FOLDER, NAME, NETWORK, OUTSIDE, paths } from "./layout.ts";
import { endProcess, send } from "./processes.ts";
import { isRunning, type RehearsalState, readState } from "./state.ts";

/** What ends first: who would restart the rest. The others end in the order opposite to their start. */
const FIRST = ["kubelet", "kube-controller-manager"];
const ROUNDS = 100;
/** Nothing that they would save is kept. */
const PATIENCE_MS = 1_000;

/** Ends and removes everything. Returns what is left, which is nothing. */
export async function tearDown(detail: (text: string) => void): Promise<readonly string[]> {
  const state = await readState();
  const processes = [...(state?.processes ?? [])].reverse();
  const first = processes.filter(({ name }) => FIRST.includes(name));
  for (const process of [...first, ...processes.filter((one) => !first.includes(one))]) {
    detail(`ending ${process.name}`);
    await endProcess(process, PATIENCE_MS);
    if (process === first.at(-1)) await endPods(detail);
  }
  await endPods(detail);
  await endShims();
  await endClients(detail);
  detail("removing mounts, groups, networks and folders");
  for (let round = 0; round < ROUNDS; round++) {
    await unmountAll();
    await removeCgroups();
    if ((await ourCgroups()).length === 0 && (await ourMounts()).length === 0) break;
    await wait(100);
  }
  if (existsSync(NETWORK)) await runProgram("ip", ["netns", "del", NAME]);
  // Never with a mount below: it may be another folder of the machine.
  if ((await ourMounts()).length === 0) await rm(FOLDER, { recursive: true, force: true });
  for (const path of state?.absentBefore ?? []) await rm(path, { recursive: true, force: true });
  return leftovers(state);
}

async function endPods(detail: (text: string) => void): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const pods = await ourPods();
    if (pods.size === 0) return;
    detail(`ending ${pods.size} processes of pods`);
    for (const pid of pods) send(pid, "SIGKILL");
    await wait(100);
  }
}

/** What scenes run in the node's network, where shoppers and a browser are: no state names it. */
async function endClients(detail: (text: string) => void): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const clients = await processesInNetwork();
    if (clients.length === 0) return;
    detail(`ending ${clients.length} processes in the network`);
    for (const pid of clients) send(pid, "SIGKILL");
    await wait(100);
  }
}

async function processesInNetwork(): Promise<readonly number[]> {
  if (!existsSync(NETWORK)) return [];
  const own = `net:[${(await stat(NETWORK)).ino}]`;
  const found: number[] = [];
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const network = await readlink(`/proc/${entry}/ns/net`).catch(() => "");
    if (network === own) found.push(Number(entry));
  }
  return found;
}

/** The keepers of containers outlive containerd. Ours name our socket. */
async function endShims(): Promise<void> {
  for (const pid of await shims()) send(pid, "SIGKILL");
}

async function shims(): Promise<readonly number[]> {
  const found: number[] = [];
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const command = await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "");
    const words = command.split("\0");
    const isShim = words[0]?.endsWith("containerd-shim-runc-v2") === true;
    if (isShim && words.includes(paths.containerdSocket)) found.push(Number(entry));
  }
  return found;
}

async function unmountAll(): Promise<void> {
  for (const mount of await ourMounts()) await runProgram("umount", [mount]);
}

/** The deepest first. */
async function ourMounts(): Promise<readonly string[]> {
  return mountsBelow(await readFile("/proc/self/mounts", "utf8"), FOLDER);
}

export function mountsBelow(mounts: string, folder: string): readonly string[] {
  return mounts
    .split("\n")
    .map((line) => (line.split(" ")[1] ?? "").replace(/\\040/g, " "))
    .filter((path) => path.startsWith(`${folder}/`))
    .sort()
    .reverse();
}

/** Everything of a rehearsal that is still there, in words. */
export async function leftovers(state: RehearsalState | undefined): Promise<readonly string[]> {
  const found: string[] = [];
  for (const process of state?.processes ?? []) {
    if (await isRunning(process)) found.push(`the process ${process.name} (${process.pid})`);
  }
  for (const pid of [...(await ourPods()), ...(await shims()), ...(await processesInNetwork())])
    found.push(`the process ${pid}`);
  for (const mount of await ourMounts()) found.push(`the mount ${mount}`);
  for (const group of await ourCgroups()) found.push(`the cgroup ${group}`);
  if (existsSync(NETWORK)) found.push(`the network namespace ${NAME}`);
  if (existsSync(FOLDER)) found.push(`the folder ${FOLDER}`);
  const outside = state?.absentBefore ?? [];
  for (const path of outside.filter((one) => existsSync(one))) found.push(`the folder ${path}`);
  return found;
}

/** For the state of a new rehearsal. */
export const absentNow = (): readonly string[] => OUTSIDE.filter((path) => !existsSync(path));
