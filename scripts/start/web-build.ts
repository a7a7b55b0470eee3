/**
 * The web is built when its build is missing or was made from other sources. A record of the sources' hash stands inside
 * the build folder, which Next.js empties when it builds: a broken build therefore never counts.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

const notSources = new Set([".next", "node_modules", "next-env.d.ts"]);
const isSource = (name: string): boolean =>
  !notSources.has(name) && !name.endsWith(".tsbuildinfo") && !name.endsWith(".test.ts");

const recordOf = (root: string): string => join(root, "web", ".next", "jangteo-build.json");

/** A hash of everything the web is built from: its files, the installed packages, the runtime. */
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

/** Runs `build` when the build at hand was not made from today's sources. */
export async function ensureWebBuild(root: string, build: () => Promise<void>): Promise<void> {
  const wanted = await fingerprint(root);
  if (await isBuilt(root, wanted)) return;
  await build();
  await writeFile(recordOf(root), `${JSON.stringify({ fingerprint: wanted }, null, 2)}\n`);
}

async function isBuilt(root: string, wanted: string): Promise<boolean> {
  try {
    return JSON.parse(await readFile(recordOf(root), "utf8")).fingerprint === wanted;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
