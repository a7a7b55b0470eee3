/** One shop per data folder: a file there names the process that runs the shop. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { processIdentity } from "../../server/platform/processes/identity.ts";
import { replaceFile } from "../../server/platform/storage/durable-file.ts";
import { StartProblem } from "./problem.ts";
import { text as textFor } from "./texts.ts";

interface Instance {
  readonly pid: number;
  readonly identity: string;
  readonly publicUrl: string;
}

const fileOf = (dataDir: string): string => join(dataDir, "start.json");

/** Finds the running process of this folder's shop. */
export async function findInstance(dataDir: string): Promise<Instance | undefined> {
  const file = fileOf(dataDir);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const instance = parse(text);
  if (instance === undefined) throw new StartProblem(textFor("instanceUnreadable", { file }));
  return (await processIdentity(instance.pid)) === instance.identity ? instance : undefined;
}

function parse(text: string): Instance | undefined {
  try {
    const { pid, identity, publicUrl } = JSON.parse(text);
    return Number.isInteger(pid)
      ? { pid, identity: String(identity), publicUrl: String(publicUrl) }
      : undefined;
  } catch {
    return undefined;
  }
}

export async function recordInstance(dataDir: string, publicUrl: string): Promise<void> {
  const identity = await processIdentity(process.pid);
  if (identity === undefined) throw new Error("this process cannot find itself in the process table");
  const instance = { pid: process.pid, identity, publicUrl } satisfies Instance;
  await replaceFile(fileOf(dataDir), JSON.stringify(instance));
}

export const forgetInstance = (dataDir: string): Promise<void> => rm(fileOf(dataDir), { force: true });
