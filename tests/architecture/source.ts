/** The project's files as text, for tests about its shape. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface SourceFile {
  /** From the project's folder: `server/modules/cart/service/read-cart.ts`. */
  readonly path: string;
  readonly text: string;
  /** What it imports, types included: project files by path, packages by name. */
  readonly imports: readonly string[];
}

/** Not the project's: installed, built, or kept between runs. The same as in .gitignore. */
const FOREIGN = new Set(["node_modules", ".git", ".next", ".fonts", "coverage", "test-results"]);

/** All files below a folder of the project, by path. */
export function filesBelow(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (FOREIGN.has(entry.name) || entry.name.startsWith(".data")) continue;
    if (entry.isDirectory()) found.push(...filesBelow(path));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

export const read = (path: string): string => readFileSync(join(root, path), "utf8");
export const isFile = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^;"]*?\sfrom\s)?"([^"]+)"|\bimport\("([^"]+)"\)/g;

/** The TypeScript files below a folder. */
export function sourcesBelow(folder: string): SourceFile[] {
  return filesBelow(folder)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map((path) => {
      const text = read(path);
      return {
        path,
        text,
        imports: [...text.matchAll(IMPORT)].map((match) => resolve(path, match[1] ?? match[2] ?? "")),
      };
    });
}

const resolve = (from: string, name: string): string =>
  name.startsWith(".") ? relative(root, join(root, dirname(from), name)) : name;

/** Code that serves customers: no tests and nothing that only tests use. */
export const isProduction = ({ path }: SourceFile): boolean =>
  !/\.(test|fixture)\.ts$/.test(path) &&
  !path.startsWith("server/platform/testing/") &&
  path !== "server/testing.ts";
