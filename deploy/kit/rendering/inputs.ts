/** The files that a build of a folder can read, so that the same input is built once. */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Tree } from "../tree/tree.ts";
import { leaves } from "../tree/values.ts";
import { yamlDocuments } from "../tree/yaml.ts";

/** A hash over the content of everything that the folders lead to, and over what else decides the result. */
export function inputHash(tree: Tree, folders: readonly string[], others: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify([folders, others]));
  for (const file of filesReached(tree, folders)) hash.update(`\0${file}\0${tree.read(file)}`);
  return hash.digest("hex");
}

/**
 * All files below the folders, and below everything that a kustomization.yaml among them names by any field:
 * rather too many files than one too few.
 */
function filesReached(tree: Tree, folders: readonly string[]): readonly string[] {
  const reached = new Set<string>();
  const waiting = [...folders];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    for (const file of tree.below(part)) {
      if (reached.has(file)) continue;
      reached.add(file);
      if (/(^|\/)kustomization\.ya?ml$/.test(file)) waiting.push(...pathsIn(tree, file));
    }
  }
  return [...reached].sort();
}

/** Texts of a kustomization.yaml that are paths of the tree: `name`, or `key=name` of a generator. */
function pathsIn(tree: Tree, file: string): readonly string[] {
  const values = documentsOf(tree.read(file)).flatMap((document) => [...leaves(document)]);
  return values.flatMap(({ value }) => {
    if (typeof value !== "string" || value.includes("\n")) return [];
    const path = join(dirname(file), value.replace(/^[^=/]*=/, "")).replace(/\/$/, "");
    return !path.startsWith("..") && tree.has(path) ? [path] : [];
  });
}

function documentsOf(text: string): readonly unknown[] {
  try {
    return yamlDocuments(text);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
