/** The cgroup of the pods, in each hierarchy of cgroup v1. */
import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NAME } from "./layout.ts";
import { isMissing } from "./state.ts";

const CONTROLLERS = ["cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "pids", "systemd"];
const ROOT = "/sys/fs/cgroup";

/**
 * Beside the machine's other processes the whole group would count as one of them (1024), and a busy machine
 * would starve the pods as no node of a cluster does.
 */
const CPU_SHARES = "20480";

export async function makeCgroups(): Promise<void> {
  for (const controller of CONTROLLERS) await mkdir(join(ROOT, controller, NAME), { recursive: true });
  await writeFile(join(ROOT, "cpu", NAME, "cpu.shares"), CPU_SHARES);
  // A new group of this controller is empty, and nothing could run in it.
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    await writeFile(join(ROOT, "cpuset", NAME, file), await readFile(join(ROOT, "cpuset", file), "utf8"));
  }
}

/** The controllers that this machine lacks. */
export async function missingControllers(): Promise<readonly string[]> {
  const names = await readdir(ROOT).catch((): string[] => []);
  return CONTROLLERS.filter((controller) => !names.includes(controller));
}

/** The folders of our groups, the deepest first. */
export async function ourCgroups(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const controller of await readdir(ROOT).catch((): string[] => [])) {
    found.push(...(await below(join(ROOT, controller, NAME))));
  }
  return found;
}

async function below(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (entries === undefined) return [];
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isDirectory())) {
    found.push(...(await below(join(folder, entry.name))));
  }
  return [...found, folder];
}

/** The processes of the pods. */
export async function ourPods(): Promise<ReadonlySet<number>> {
  const pids = new Set<number>();
  for (const folder of await ourCgroups()) {
    const text = await readFile(join(folder, "cgroup.procs"), "utf8").catch(() => "");
    for (const line of text.split("\n").filter((one) => one !== "")) pids.add(Number(line));
  }
  return pids;
}

export async function removeCgroups(): Promise<void> {
  for (const folder of await ourCgroups()) {
    // A group whose last process has just ended stays busy for a moment: the next round takes it.
    await rmdir(folder).catch(() => undefined);
  }
}
