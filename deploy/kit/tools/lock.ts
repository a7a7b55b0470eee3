/** A lock between processes: a file with its owner's pid. A lock whose owner has ended is taken over. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

const RETRY_MS = 200;

export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  while (!(await take(file))) {
    await removeIfStale(file);
    await wait(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function removeIfStale(file: string): Promise<void> {
  try {
    const owner = Number(await readFile(file, "utf8"));
    // Empty: the file is new, and its owner is about to write.
    if (owner === 0 || isAlive(owner)) return;
    // Only one of several processes that find the lock stale can rename it.
    const aside = `${file}.stale.${process.pid}`;
    await rename(file, aside);
    await rm(aside);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;
