/** What a check is. Each stands in `checks/<name>.ts` and is listed in `checks/index.ts`. */

import type { RenderedCluster, RenderedOverlay } from "./rendering/overlay.ts";
import type { ToolName } from "./tools/tool-source.ts";
import type { Tree } from "./tree/tree.ts";

export interface Check {
  readonly name: string;
  /** Half a sentence for the table and for `--help`. */
  readonly about: string;
  /** The parts of the tree that it looks at. Without any of them the check has nothing to do. */
  readonly parts: readonly string[];
  /** Takes minutes of both cores: it runs when `--only` names it, and not with all others. */
  readonly onRequest?: boolean;
  /** Installed before `run` is called; when one cannot be had, the check is not run. */
  readonly tools: readonly ToolName[];
  run(kit: KitContext, report: CheckReport): Promise<void>;
}

/** What a check says while it runs. */
export interface CheckReport {
  /** Adds to what was looked at: `looked(12, "objects")`. A check that looked at nothing is a fault. */
  looked(count: number, what: string): void;
  finding(file: string, object: string | undefined, message: string): void;
  /** A part that could not be checked on this machine, and why. */
  notChecked(reason: string): void;
}

export interface KitContext {
  /** The folder of the tree that is checked: the repository, or a copy. */
  readonly root: string;
  readonly tree: Tree;
  /** The folder of schemas and charts (`--facts`), if there is one. */
  readonly facts: string | undefined;
  /** A JSON file below the folder of facts. Throws NotChecked without it. */
  fact<Content>(path: string): Promise<Content>;
  /** The absolute path of a tool's program; installs it first. Throws NotChecked when it cannot be had. */
  tool(name: ToolName): Promise<string>;
  /** Every overlay of the tree as kustomize and Flux render it. Rendered once, shared by all checks. */
  rendered(): Promise<readonly RenderedOverlay[]>;
  /** The same by cluster, with what its Flux Kustomizations say. */
  clusters(): Promise<readonly RenderedCluster[]>;
}

/** Thrown by what cannot be had on this machine. Its message says what, and why. */
export class NotChecked extends Error {
  override readonly name = "NotChecked";
}
