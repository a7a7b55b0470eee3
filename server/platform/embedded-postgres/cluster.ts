/**
 * A cluster folder: PostgreSQL's own files, and two of ours beside them. `jangteo.json` holds the major
 * version that made it, `jangteo.password` (0600) the superuser's password. A cluster is made in a folder
 * beside its place and moved there when it is complete, so no process sees half of one.
 */
import { randomBytes } from "node:crypto";
import { chown, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../storage/durable-file.ts";
import { type Account, runAs } from "./account.ts";
import type { ClusterPlace } from "./location.ts";
import { program, removeAbandoned, renameUnlessThere } from "./native.ts";
import { PostgresProblem, systemCode } from "./problem.ts";

export const POSTGRES_MAJOR = 18;
export const SUPERUSER = "jangteo";
const MARKER_NAME = "jangteo.json";
const PASSWORD_NAME = "jangteo.password";

/** pg_trgm asks libc which characters are letters, also with a built-in collation. `C` drops Korean. */
const CHARACTER_CLASSES = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";

export async function readPassword(clusterDir: string): Promise<string> {
  const password = (await readFile(join(clusterDir, PASSWORD_NAME), "utf8")).trim();
  if (password === "") throw damaged(clusterDir, `its file ${PASSWORD_NAME} is empty`);
  return password;
}

/** Returns whether a cluster exists. Throws a `PostgresProblem` for one that must not be started. */
export async function inspectCluster(clusterDir: string): Promise<"absent" | "present"> {
  const entries = await listOwn(clusterDir);
  if (entries.length === 0) return "absent";
  for (const file of ["PG_VERSION", "global/pg_control", MARKER_NAME, PASSWORD_NAME]) {
    try {
      await stat(join(clusterDir, file));
    } catch (error) {
      if (systemCode(error) !== "ENOENT") throw error;
      throw damaged(clusterDir, `its file ${file} is missing`);
    }
  }
  const marker = await readFile(join(clusterDir, MARKER_NAME), "utf8");
  const [made, files] = [/"postgresMajor": *(\d+)/.exec(marker)?.[1], await readVersion(clusterDir)];
  if (made !== files) throw damaged(clusterDir, `its version is unclear ("${made}", "${files}")`);
  if (files !== String(POSTGRES_MAJOR)) {
    throw new PostgresProblem(
      "OTHER_VERSION",
      `The database in ${clusterDir} was made by PostgreSQL ${files}; ` +
        `this is PostgreSQL ${POSTGRES_MAJOR}. ` +
        "Use the version of Jangteo that made it, or clear the data with: npm run reset",
    );
  }
  return "present";
}

export const damaged = (clusterDir: string, how: string, cause?: unknown): PostgresProblem =>
  new PostgresProblem(
    "DAMAGED",
    `The database in ${clusterDir} is damaged: ${how}. ` +
      "Restore it from a backup, or clear the data with: npm run reset",
    { cause },
  );

const readVersion = async (clusterDir: string): Promise<string> =>
  (await readFile(join(clusterDir, "PG_VERSION"), "utf8")).trim();

async function listOwn(clusterDir: string): Promise<string[]> {
  try {
    const entries = await readdir(clusterDir);
    const { uid } = await stat(clusterDir);
    const me = process.getuid?.();
    if (me === undefined || me === 0 || me === uid) return entries;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    if (systemCode(error) === "ENOTDIR") throw damaged(clusterDir, "it is not a folder", error);
    if (systemCode(error) !== "EACCES") throw error;
  }
  throw new PostgresProblem(
    "NOT_PERMITTED",
    `The database in ${clusterDir} belongs to another user (it was probably first started as root). ` +
      "Start as that user, or clear the data as that user with: npm run reset",
  );
}

/** Makes the cluster. `durable: false` does not wait for the disk: for tests. */
export async function createCluster(place: ClusterPlace, durable: boolean): Promise<void> {
  const { clusterDir, account, native } = place;
  await removeAbandoned(clusterDir);
  const work = await mkdtemp(`${clusterDir}.new-${process.pid}-`);
  await give(account, work);
  const password = join(work, PASSWORD_NAME);
  await writeOwned(account, password, `${randomBytes(24).toString("base64url")}\n`);
  const made = join(work, "cluster");
  const done = await runAs(account, program(native, "initdb"), [
    `--pgdata=${made}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${password}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    `--lc-ctype=${CHARACTER_CLASSES}`,
    ...(durable ? [] : ["--no-sync"]),
  ]);
  if (done.code !== 0) {
    await rm(work, { recursive: true, force: true });
    throw new PostgresProblem(
      "START_FAILED",
      `PostgreSQL could not make its data folder:\n${done.output.trim()}`,
    );
  }
  await rename(password, join(made, PASSWORD_NAME));
  await writeOwned(
    account,
    join(made, MARKER_NAME),
    `${JSON.stringify({ postgresMajor: POSTGRES_MAJOR, throwAway: !durable }, null, 2)}\n`,
  );
  await renameUnlessThere(made, clusterDir);
  await rm(work, { recursive: true, force: true });
  if (durable) await syncFolder(dirname(clusterDir));
}

async function writeOwned(account: Account, file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flush: true });
  await give(account, file);
}

const give = async (account: Account, path: string): Promise<void> => {
  if (account !== undefined) await chown(path, account.uid, account.gid);
};
