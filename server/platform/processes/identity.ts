import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { systemCode } from "../embedded-postgres/problem.ts";

const execFileResult = promisify(execFile);
const IS_LINUX = process.platform === "linux";

/**
 * Returns the start time of a process, which tells it from a later process with the same pid. `undefined`
 * when no such process lives; a zombie does not live. On Linux it reads /proc, because small images have no
 * `ps`.
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!IS_LINUX) return askPs(pid, "lstart=");
  const stat = await readProc(pid, "stat");
  if (stat === undefined) return undefined;
  // The second field is the program's name in brackets and may hold spaces and brackets itself (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startTime] = [fields[0], fields[19]];
  return state === "Z" || state === "X" ? undefined : startTime;
}

/** Returns the arguments of a living process, or `undefined`. */
export async function processCommand(pid: number): Promise<string | undefined> {
  if (!IS_LINUX) return askPs(pid, "command=");
  return (await readProc(pid, "cmdline"))?.replaceAll("\0", " ");
}

async function readProc(pid: number, file: string): Promise<string | undefined> {
  try {
    return await readFile(`/proc/${pid}/${file}`, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes(systemCode(error) ?? "")) return undefined;
    throw error;
  }
}

async function askPs(pid: number, column: string): Promise<string | undefined> {
  try {
    return (await execFileResult("ps", ["-o", column, "-p", String(pid)])).stdout.trim() || undefined;
  } catch (error) {
    // `ps` ends with 1 when no process has this pid.
    if (error instanceof Error && "code" in error && error.code === 1) return undefined;
    throw error;
  }
}
