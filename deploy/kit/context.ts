/** What a check gets: the tree, the facts, the tools, and the rendered overlays, each made once. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type KitContext, NotChecked } from "./check.ts";
import { type Rendering, renderTree } from "./rendering/render.ts";
import type { Toolbox } from "./tools/install.ts";
import { openTree } from "./tree/tree.ts";

export interface KitOptions {
  readonly root: string;
  readonly facts: string | undefined;
  readonly toolbox: Toolbox;
  /** Renders these clusters alone, and neither components nor folders that no cluster names. For tests. */
  readonly clusters?: readonly string[];
}

export function openKit({ root, facts, toolbox, clusters }: KitOptions): KitContext {
  const tree = openTree(root);
  let rendering: Promise<Rendering> | undefined;
  const render = async (): Promise<Rendering> => renderTree(tree, await toolbox.tool("kustomize"), clusters);
  const renderedOnce = (): Promise<Rendering> => {
    rendering ??= render();
    return rendering;
  };
  return {
    root,
    tree,
    facts,
    tool: (name) => toolbox.tool(name),
    fact: async (path) => {
      if (facts === undefined) throw new NotChecked("there are no facts: name their folder with --facts");
      const file = join(facts, path);
      if (!existsSync(file)) throw new NotChecked(`the facts have no ${path}`);
      return JSON.parse(await readFile(file, "utf8"));
    },
    rendered: async () => (await renderedOnce()).overlays,
    clusters: async () => (await renderedOnce()).clusters,
  };
}
