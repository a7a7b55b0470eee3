/**
 * Builds the web when its build is missing or was made from other sources. The hash of the sources is
 * recorded inside the build folder. Next.js empties that folder at the start of a build, so a failed build
 * leaves no record.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "../../server/platform/storage/durable-file.ts";
import { fingerprint } from "../bundle/sources.ts";

const recordOf = (root: string): string => join(root, "web", ".next", "jangteo-build.json");

/** Runs `build` unless the existing build was made from the current sources. */
export async function ensureWebBuild(root: string, build: () => Promise<void>): Promise<void> {
  const current = await fingerprint(root, ["web"]);
  if (await isBuilt(root, current)) return;
  await build();
  await replaceFile(recordOf(root), `${JSON.stringify({ fingerprint: current }, null, 2)}\n`);
}

async function isBuilt(root: string, current: string): Promise<boolean> {
  try {
    return (await readFile(recordOf(root), "utf8")).includes(`"${current}"`);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
