/**
 * Builds the web when its build is missing or was made from other sources. The hash of the sources is
 * recorded inside the build folder. Next.js empties that folder at the start of a build, so a failed build
 * leaves no record.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { replaceFile } from "../../server/platform/storage/durable-file.ts";

const notSources = new Set([".next", ".fonts", "node_modules", "next-env.d.ts"]);
const isSource = (name: string): boolean =>
  !notSources.has(name) && !name.endsWith(".tsbuildinfo") && !name.endsWith(".test.ts");

const recordOf = (root: string): string => join(root, "web", ".next", "jangteo-build.json");

/** A hash of all inputs of the build: the web's files, the locked packages, the Node version. */
async function fingerprint(root: string): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const files = [...(await listSources(join(root, "web"))), join(root, "package-lock.json")];
  for (const file of files.sort()) {
    const content = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    hash.update(`${relative(root, file)}\0${content}\n`);
  }
  return hash.digest("hex");
}

async function listSources(dir: string): Promise<string[]> {
  const entries = (await readdir(dir, { withFileTypes: true })).filter(({ name }) => isSource(name));
  const lists = entries.map(async (entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? listSources(path) : [path];
  });
  return (await Promise.all(lists)).flat();
}

/** Runs `build` unless the existing build was made from the current sources. */
export async function ensureWebBuild(root: string, build: () => Promise<void>): Promise<void> {
  const current = await fingerprint(root);
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
