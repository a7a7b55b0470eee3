import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const CONTRACT = /from "(?:\.\.\/)+(?!platform\/)([a-z]+)\/contract(?:\/[a-z-]+)?\.ts"/g;

/** Which module uses which, as the imports of contracts say: a line each, in alphabetical order. */
export async function moduleGraph(directory: string): Promise<string> {
  const uses = await moduleDependencies(directory);
  return [...uses]
    .map(([name, others]) => (others.length > 0 ? `${name} → ${others.join(", ")}` : name))
    .map((line) => `${line}\n`)
    .join("");
}

export async function moduleDependencies(directory: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const modules = (await readdir(directory)).sort();
  const uses = new Map<string, string[]>();
  for (const name of modules) {
    const files = (await readdir(join(directory, name), { recursive: true })).filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
    );
    const found = new Set<string>();
    for (const file of files) {
      const text = await readFile(join(directory, name, file), "utf8");
      for (const [, other] of text.matchAll(CONTRACT)) if (other && other !== name) found.add(other);
    }
    uses.set(name, [...found].sort());
  }
  return uses;
}
