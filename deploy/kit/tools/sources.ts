/** How a tool comes from each kind of source. */
import { mkdir, readdir, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { lastLines, runProgram } from "../processes.ts";
import { unpackDebian } from "./debian.ts";
import { buildWrapped } from "./go-wrapper.ts";
import type { ToolSource } from "./tool-source.ts";

export interface InstallRequest {
  readonly folder: string;
  readonly repository: string;
  readonly detail: (text: string) => void;
}

/** The program that a source leaves in its folder. */
export function programIn(source: ToolSource, folder: string): string {
  switch (source.from) {
    case "pypi":
      return join(folder, "bin", source.programs[0]);
    case "debian":
      return join(folder, "root", source.program);
    default:
      return join(folder, source.program);
  }
}

type Client = { readonly isThere: true } | { readonly isThere: false; readonly reason: string };

/** The client of the registry, on this machine. */
export async function clientOf(source: ToolSource): Promise<Client> {
  const [program, args] = CLIENTS[source.from];
  if (program === undefined) return { isThere: true };
  const answer = await runProgram(program, args).catch(() => undefined);
  if (answer?.code === 0) return { isThere: true };
  return { isThere: false, reason: `${program} is not on this machine` };
}

const CLIENTS: Readonly<Record<ToolSource["from"], readonly [string | undefined, readonly string[]]>> = {
  go: ["go", ["version"]],
  "go-wrapped": ["go", ["version"]],
  "go-source": ["go", ["version"]],
  pypi: ["python3", ["-c", "import venv"]],
  debian: ["apt-get", ["--version"]],
  machine: [undefined, []],
};

/** Installs into the folder. Returns why it failed. */
export async function installFrom(source: ToolSource, request: InstallRequest): Promise<string | undefined> {
  const { folder, repository, detail } = request;
  const onOutput = (text: string) => detail(lastLines(text, 1));
  switch (source.from) {
    case "go": {
      const env = { ...GO, GOBIN: folder };
      return problemOf("go", ["install", `${source.module}@${source.version}`], { env, onOutput });
    }
    case "go-wrapped":
      return buildWrapped(source, folder, detail);
    case "go-source": {
      const out = join(folder, source.program);
      const cwd = join(repository, source.folder);
      return problemOf("go", ["build", "-trimpath", "-o", out, "."], { env: GO, cwd, onOutput });
    }
    case "pypi": {
      const made = await problemOf("python3", ["-m", "venv", folder], {});
      if (made !== undefined) return made;
      const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off"];
      return problemOf(join(folder, "bin", "python"), [...pip, ...source.packages], { onOutput });
    }
    case "debian":
      return unpackDebian(source, folder, detail);
    case "machine":
      return linkToMachine(source, folder);
  }
}

const GO = { CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false" };

async function problemOf(
  program: string,
  args: readonly string[],
  options: Parameters<typeof runProgram>[2],
): Promise<string | undefined> {
  const { code, output } = await runProgram(program, args, { timeoutMs: 1_800_000, ...options });
  return code === 0 ? undefined : `${program} ${args[0]} failed: ${lastLines(output, 3)}`;
}

/** A link to the program on PATH, when its version is new enough. */
async function linkToMachine(
  { program, atLeast, versionArgs = ["version"] }: Extract<ToolSource, { from: "machine" }>,
  folder: string,
): Promise<string | undefined> {
  const answer = await runProgram(program, versionArgs).catch(() => undefined);
  if (answer === undefined || answer.code !== 0) {
    return `${program} is not on this machine, and no package registry has it`;
  }
  const [, major, minor] = /(\d+)\.(\d+)/.exec(answer.output) ?? [];
  const found = [Number(major), Number(minor)] as const;
  const isOld = found[0] < atLeast[0] || (found[0] === atLeast[0] && found[1] < atLeast[1]);
  if (isOld) return `${program} ${found.join(".")} is older than ${atLeast.join(".")}`;
  for (const part of (process.env.PATH ?? "").split(delimiter)) {
    const names = await readdir(part).catch((): string[] => []);
    if (!names.includes(program)) continue;
    await mkdir(folder, { recursive: true });
    await symlink(join(part, program), join(folder, program));
    return undefined;
  }
  return `${program} is not on PATH`;
}
