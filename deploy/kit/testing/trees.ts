/** Trees for tests: small ones written on the spot, and copies of the real one that are broken in one way. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");

/** What checks read of the repository. */
const PARTS = ["deploy", ".github", "docs/runbooks", "renovate.json", ".sops.yaml"];

/** A tree in a folder of its own, which goes away at the end of the test (`using`). */
export interface TestTree extends Disposable {
  readonly root: string;
  read(path: string): string;
  /** Writes a file, with its folders. */
  write(path: string, text: string): void;
  /** Replaces the first occurrence. Throws when there is none, so that a test cannot break nothing. */
  replace(path: string, search: string | RegExp, replacement: string): void;
  remove(path: string): void;
}

export function smallTree(files: Readonly<Record<string, string>>): TestTree {
  const tree = emptyTree();
  for (const [path, text] of Object.entries(files)) tree.write(path, text);
  return tree;
}

/** A copy of the repository's tree, after `edit` has broken it. */
export function brokenTree(edit: (tree: TestTree) => void): TestTree {
  const tree = emptyTree();
  for (const part of PARTS) {
    const from = join(REPOSITORY, part);
    if (!existsSync(from)) continue;
    // The kit itself is no part of what is checked.
    const filter = (path: string) => !path.startsWith(join(REPOSITORY, "deploy/kit"));
    cpSync(from, join(tree.root, part), { recursive: true, filter });
  }
  edit(tree);
  return tree;
}

function emptyTree(): TestTree {
  const root = mkdtempSync(join(tmpdir(), "jangteo-tree-"));
  const read = (path: string): string => readFileSync(join(root, path), "utf8");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return {
    root,
    read,
    write,
    replace: (path, search, replacement) => {
      const before = read(path);
      const after = before.replace(search, replacement);
      if (after === before) throw new Error(`${path} has no ${search}`);
      write(path, after);
    },
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}
