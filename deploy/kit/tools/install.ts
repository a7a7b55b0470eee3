/**
 * Installs tools into a cache folder, each once for all copies of the tree on the machine. A folder without
 * its stamp is half done and is made anew. Two processes that want the same tool wait for one another.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { NotChecked } from "../check.ts";
import { TOOLS } from "./catalogue.ts";
import { withLock } from "./lock.ts";
import { clientOf, installFrom, programIn } from "./sources.ts";
import type { ToolName, ToolSource } from "./tool-source.ts";

export interface Toolbox {
  /** The program of a tool, if it is installed already. */
  installed(name: ToolName): string | undefined;
  /** The program of a tool; installs it first. Throws NotChecked when it cannot be had. */
  tool(name: ToolName): Promise<string>;
}

export interface ToolboxOptions {
  /** The repository: some tools are built from it. */
  readonly repository: string;
  readonly cache: string;
  /** Shows a long step. */
  readonly step: <Result>(
    title: string,
    work: (detail: (text: string) => void) => Promise<Result>,
  ) => Promise<Result>;
}

const STAMP = ".installed.json";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the tools are: `$XDG_CACHE_HOME/jangteo-kit`. */
export const cacheFolder = (environment: Environment): string =>
  join(environment.XDG_CACHE_HOME || join(homedir(), ".cache"), "jangteo-kit");

export function openToolbox(options: ToolboxOptions): Toolbox {
  const running = new Map<ToolName, Promise<string>>();
  return {
    installed: (name) => TOOLS[name].map((source) => installedProgram(options, source)).find(isThere),
    tool: (name) => {
      const begun = running.get(name) ?? install(options, name);
      running.set(name, begun);
      return begun;
    },
  };
}

const isThere = (path: string | undefined): path is string => path !== undefined;

/** Changes with everything that the source says, so that another version has another folder. */
function folderOf({ cache }: ToolboxOptions, source: ToolSource): string {
  const hash = createHash("sha256").update(JSON.stringify(source)).digest("hex").slice(0, 8);
  const name = "packages" in source ? source.packages[0] : source.program;
  return join(cache, "tools", `${name.replace(/[^\w.=-]/g, "_")}-${hash}`);
}

function installedProgram(options: ToolboxOptions, source: ToolSource): string | undefined {
  const folder = folderOf(options, source);
  const program = programIn(source, folder);
  return existsSync(join(folder, STAMP)) && existsSync(program) ? program : undefined;
}

async function install(options: ToolboxOptions, name: ToolName): Promise<string> {
  const reasons: string[] = [];
  for (const source of TOOLS[name]) {
    const found = installedProgram(options, source);
    if (found !== undefined) return found;
    const client = await clientOf(source);
    if (!client.isThere) {
      reasons.push(client.reason);
      continue;
    }
    const folder = folderOf(options, source);
    await mkdir(join(options.cache, "tools"), { recursive: true });
    const failed = await withLock(`${folder}.lock`, async () => {
      if (installedProgram(options, source) !== undefined) return undefined;
      return options.step(`installing ${name} (${describe(source)})`, (detail) =>
        installInto(options, source, folder, detail),
      );
    });
    if (failed === undefined) return programIn(source, folder);
    reasons.push(failed);
  }
  throw new NotChecked(`${name} cannot be had: ${reasons.join("; ")}`);
}

/** Returns why it failed. */
async function installInto(
  options: ToolboxOptions,
  source: ToolSource,
  folder: string,
  detail: (text: string) => void,
): Promise<string | undefined> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const problem = await installFrom(source, { folder, repository: options.repository, detail });
  if (problem !== undefined) return problem;
  if (!existsSync(programIn(source, folder))) return `its package has no ${source.from} program`;
  await writeFile(join(folder, STAMP), JSON.stringify(source));
  return undefined;
}

export function describe(source: ToolSource): string {
  switch (source.from) {
    case "go":
    case "go-wrapped":
      return `Go module ${source.version}`;
    case "go-source":
      return "built from this tree";
    case "pypi":
      return `PyPI ${source.packages[0]}`;
    case "debian":
      return `Debian package ${source.packages[0]}`;
    case "machine":
      return "on this machine";
  }
}
