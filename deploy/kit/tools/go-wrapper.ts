/**
 * Builds a Go program whose module has `replace` lines or is part of a workspace: `go install` refuses those.
 * A module of its own requires the program's module and says where the replaced modules are served.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastLines, runProgram } from "../processes.ts";
import type { ToolSource } from "./tool-source.ts";

type WrappedSource = Extract<ToolSource, { from: "go-wrapped" }>;

/** What `go mod edit -json` says of a module. */
export interface GoModule {
  readonly Go: string;
  readonly Require?: readonly GoRequirement[] | null;
  readonly Replace?:
    | readonly { readonly Old: GoPath; readonly New: { readonly Path: string; readonly Version?: string } }[]
    | null;
}

interface GoPath {
  readonly Path: string;
  readonly Version?: string;
}

interface GoRequirement {
  readonly Path: string;
  readonly Version: string;
}

/** A build uses all cores for minutes: it gives way to everything else on the machine. */
const NICE = ["nice", ["-n", "19", "go"]] as const;
const ENVIRONMENT = { CGO_ENABLED: "0", GOFLAGS: "-mod=mod -buildvcs=false" };
const TIMEOUT_MS = 5_400_000;

/** Returns why it failed. */
export async function buildWrapped(
  source: WrappedSource,
  folder: string,
  detail: (text: string) => void,
): Promise<string | undefined> {
  const wrapper = join(folder, "module");
  await mkdir(wrapper, { recursive: true });
  const go = (args: readonly string[], cwd = wrapper) =>
    runProgram(NICE[0], [...NICE[1], ...args], {
      cwd,
      env: ENVIRONMENT,
      timeoutMs: TIMEOUT_MS,
      onOutput: (text) => detail(lastLines(text, 1)),
    });
  await writeFile(join(wrapper, "go.mod"), "module wrapper\n");
  const found = await go(["mod", "download", "-json", `${source.module}@${source.version}`]);
  if (found.code !== 0) return `go mod download failed: ${lastLines(found.output, 3)}`;
  const { GoMod: original }: { GoMod: string } = JSON.parse(found.stdout);
  const read = await go(["mod", "edit", "-json", original]);
  if (read.code !== 0) return `go mod edit failed: ${lastLines(read.output, 3)}`;
  const godebug = /^godebug\s.*$/m.exec(await readFile(original, "utf8"))?.[0];
  await writeFile(join(wrapper, "go.mod"), wrapperModule(JSON.parse(read.stdout), source, godebug));
  await writeFile(join(wrapper, "main.go"), mainOf(source));
  const flags = ["-trimpath", "-ldflags", `-s -w ${source.linkerFlags ?? ""}`.trim()];
  const target = source.imports === undefined ? source.package : ".";
  const built = await go(["build", ...flags, "-o", join(folder, source.program), target]);
  return built.code === 0 ? undefined : `go build failed: ${lastLines(built.output, 3)}`;
}

/** The go.mod of the wrapper. Modules of the same repository are served in the version of the program. */
export function wrapperModule(
  original: GoModule,
  { module, version, sisterVersion = version, replace = {} }: WrappedSource,
  godebug?: string,
): string {
  const replaced = new Map<string, string>();
  for (const { Path, Version } of original.Require ?? []) {
    if (Version === "v0.0.0") replaced.set(Path, `${Path} ${sisterVersion}`);
  }
  for (const { Old, New } of original.Replace ?? []) {
    const isLocal = New.Path.startsWith(".");
    replaced.set(Old.Path, isLocal ? `${Old.Path} ${sisterVersion}` : `${New.Path} ${New.Version}`);
  }
  for (const [path, served] of Object.entries(replace)) replaced.set(path, `${path} ${served}`);
  return [
    "module wrapper",
    `go ${original.Go}`,
    ...(godebug === undefined ? [] : [godebug]),
    `require ${module} ${version}`,
    ...[...replaced].map(([from, to]) => `replace ${from} => ${to}`),
    "",
  ].join("\n\n");
}

/** A program of its own, or a file that only imports the program's package, so that Go finds its modules. */
function mainOf({ imports, main, package: program }: WrappedSource): string {
  if (imports === undefined) return `//go:build tools\n\npackage main\n\nimport _ "${program}"\n`;
  const lines = imports.map((line) => `\t${line}\n`).join("");
  return `package main\n\nimport (\n${lines})\n\nfunc main() { ${main} }\n`;
}
