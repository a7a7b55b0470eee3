/** Runs the kit's own tests with every tool of the checks and the facts, so that none of them is skipped. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { NotChecked } from "./check.ts";
import { TOOLS } from "./tools/catalogue.ts";
import { CLUSTER_TOOLS } from "./tools/cluster-tools.ts";
import type { Toolbox } from "./tools/install.ts";
import type { ToolName } from "./tools/tool-source.ts";

export interface SelfTestOptions {
  readonly root: string;
  readonly facts: string | undefined;
  readonly toolbox: Toolbox;
}

/** Returns the exit code. Tools that cannot be had are named, and their tests are skipped by name. */
export async function selfTest({ root, facts, toolbox }: SelfTestOptions): Promise<number> {
  // The programs of a cluster take half an hour to build, and only a rehearsal runs them.
  const names = Object.keys(TOOLS).filter((name) => !Object.hasOwn(CLUSTER_TOOLS, name));
  for (const name of names as ToolName[]) {
    await toolbox.tool(name).catch((error: unknown) => {
      if (!(error instanceof NotChecked)) throw error;
      console.log(`✗ ${error.message}`);
    });
  }
  if (facts === undefined) console.log("✗ without --facts the tests that need them are skipped");
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const report = ["--reporter=default", "--reporter=json", "--outputFile.json=test-results/kit.json"];
  const child = spawn(process.execPath, [vitest, "run", "--project", "kit", ...report], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, KIT_FACTS: facts },
  });
  return new Promise((resolve) => child.once("close", (code) => resolve(code ?? 1)));
}
