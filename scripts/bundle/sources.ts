/** Which sources a build was made from. A build of other sources is made anew. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

const notSources = new Set([".next", ".fonts", "node_modules", "next-env.d.ts"]);
const isSource = (name: string): boolean =>
  !notSources.has(name) && !name.endsWith(".tsbuildinfo") && !name.endsWith(".test.ts");

/** Returns a hash of a build's inputs: the files in these folders, the locked packages, the Node version. */
export async function fingerprint(root: string, folders: readonly string[]): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  const lists = await Promise.all(folders.map((folder) => listSources(join(root, folder))));
  for (const file of [...lists.flat(), join(root, "package-lock.json")].sort()) {
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
