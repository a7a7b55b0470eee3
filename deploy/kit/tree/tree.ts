/** The files of the tree that is checked, as text. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Tree {
  readonly root: string;
  /** The files below a folder or a file itself, by path from the root, sorted. None when it is not there. */
  below(part: string): readonly string[];
  has(path: string): boolean;
  read(path: string): string;
}

/** Installed or made, never part of the tree. */
const FOREIGN = new Set(["node_modules", ".git", ".terraform"]);

export function openTree(root: string): Tree {
  const texts = new Map<string, string>();
  return {
    root,
    has: (path) => existsSync(join(root, path)),
    below: (part) => [...filesBelow(root, part)].sort(),
    read: (path) => {
      const text = texts.get(path) ?? readFileSync(join(root, path), "utf8");
      texts.set(path, text);
      return text;
    },
  };
}

function* filesBelow(root: string, part: string): Generator<string> {
  const found = statSync(join(root, part), { throwIfNoEntry: false });
  if (found?.isFile()) yield part;
  if (!found?.isDirectory()) return;
  for (const entry of readdirSync(join(root, part), { withFileTypes: true })) {
    if (FOREIGN.has(entry.name)) continue;
    const path = `${part}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else if (entry.isFile()) yield path;
  }
}
