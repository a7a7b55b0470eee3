/** One shop per data folder: a file there names the process that runs the shop. */
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processIdentity } from "../../server/platform/processes/identity.ts";

interface Instance {
  readonly pid: number;
  readonly identity: string;
  readonly publicUrl: string;
}

const fileOf = (dataDir: string): string => join(dataDir, "start.json");

/** Finds the running process of this folder's shop. */
export async function findInstance(dataDir: string): Promise<Instance | undefined> {
  try {
    const instance: Instance = JSON.parse(await readFile(fileOf(dataDir), "utf8"));
    return (await processIdentity(instance.pid)) === instance.identity ? instance : undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

export async function recordInstance(dataDir: string, publicUrl: string): Promise<void> {
  const identity = await processIdentity(process.pid);
  if (identity === undefined) throw new Error("this process cannot find itself in the process table");
  const file = fileOf(dataDir);
  await writeFile(
    `${file}.${process.pid}`,
    JSON.stringify({ pid: process.pid, identity, publicUrl } satisfies Instance),
  );
  await rename(`${file}.${process.pid}`, file);
}

export const forgetInstance = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });
