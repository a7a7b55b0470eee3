/**
 * Debian's packages, unpacked into a folder by apt's own client with lists of its own: nothing is installed,
 * and the machine's lists stay as they are. The archive is the one that the machine is set up with.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastLines, runProgram } from "../processes.ts";
import { withLock } from "./lock.ts";
import type { ToolSource } from "./tool-source.ts";

type DebianSource = Extract<ToolSource, { from: "debian" }>;

const SOURCES = "/etc/apt/sources.list.d/debian.sources";
const KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** Returns why it failed. */
export async function unpackDebian(
  source: DebianSource,
  folder: string,
  detail: (text: string) => void,
): Promise<string | undefined> {
  const apt = await aptOptions(source.suite, join(folder, "..", `apt-${source.suite}`));
  if (typeof apt === "string") return apt;
  const files = join(folder, "files");
  await mkdir(files, { recursive: true });
  return withLock(`${apt.folder}.lock`, async () => {
    detail("reading the lists of packages");
    const updated = await runProgram("apt-get", [...apt.options, "update", "-qq"]);
    if (updated.code !== 0) return `apt-get update failed: ${lastLines(updated.output, 2)}`;
    detail(`downloading ${source.packages.join(", ")}`);
    const args = [...apt.options, "download", "-qq", ...source.packages];
    const downloaded = await runProgram("apt-get", args, { cwd: files });
    if (downloaded.code !== 0) return `apt-get download failed: ${lastLines(downloaded.output, 2)}`;
    const wrong = await otherVersion(source, files);
    if (wrong !== undefined) return wrong;
    for (const file of await readdir(files)) {
      const unpacked = await runProgram("dpkg", ["-x", join(files, file), join(folder, "root")]);
      if (unpacked.code !== 0) return `dpkg -x failed: ${lastLines(unpacked.output, 2)}`;
    }
    return undefined;
  });
}

/** Files are named `package_version_architecture.deb`, with `:` written as `%3a`. */
async function otherVersion({ packages, version }: DebianSource, files: string): Promise<string | undefined> {
  const names = await readdir(files);
  const found = names.find((name) => name.startsWith(`${packages[0]}_`))?.split("_")[1];
  const upstream = found?.replace(/^\d+%3a/, "");
  if (upstream?.startsWith(version)) return undefined;
  return `Debian has ${packages[0]} ${upstream ?? "not at all"}, and version ${version}… is wanted`;
}

async function aptOptions(
  suite: DebianSource["suite"],
  folder: string,
): Promise<{ folder: string; options: readonly string[] } | string> {
  await mkdir(join(folder, "lists", "partial"), { recursive: true });
  await mkdir(join(folder, "cache", "archives", "partial"), { recursive: true });
  const state = [
    ...["-o", `Dir::State::Lists=${join(folder, "lists")}`],
    ...["-o", `Dir::Cache=${join(folder, "cache")}`],
    ...["-o", "APT::Sandbox::User=root"],
  ];
  if (suite === "own") return { folder, options: state };
  const own = await readFile(SOURCES, "utf8").catch(() => "");
  const [, archive] = /^URIs:\s*(\S+)/m.exec(own) ?? [];
  if (archive === undefined) return "this machine's apt is not set up for Debian";
  const list = join(folder, `${suite}.sources`);
  const lines = [`URIs: ${archive}`, `Suites: ${suite}`, "Components: main", `Signed-By: ${KEYS}`];
  await writeFile(list, `Types: deb\n${lines.join("\n")}\n`);
  const sources = ["-o", `Dir::Etc::sourcelist=${list}`, "-o", "Dir::Etc::sourceparts=/dev/null"];
  const status = ["-o", "Dir::State::status=/dev/null"];
  return { folder, options: [...state, ...sources, ...status] };
}
