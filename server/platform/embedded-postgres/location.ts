/**
 * The place of a cluster and of its programs.
 *
 * Normally the cluster stands in the data folder, and the programs run from node_modules. For root the
 * database runs under another account, which may be unable to enter that folder (a clone under a 0700 home
 * directory). The files that it cannot reach are then in `/var/lib/jangteo/<hash of the data folder>/`: the
 * cluster in `cluster`, the programs in `native-<version>`. A text file `<data folder>.location` points
 * there, and `origin` there points back. So a moved clone keeps its data, and a copied clone does not take
 * its original's.
 */
import { createHash } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { replaceFile } from "../storage/durable-file.ts";
import { type Account, accountFor, canEnter, canRun } from "./account.ts";
import { copyNative, installedNative, type Native, program } from "./native.ts";
import { PostgresProblem, systemCode } from "./problem.ts";
import { findServer } from "./running.ts";

const OUTSIDE_ROOT = "/var/lib/jangteo";

export interface ClusterPlace {
  readonly clusterDir: string;
  readonly native: Native;
  readonly account: Account;
}

/** Returns where the cluster of `dataDir` stands, or would stand. Changes nothing. */
export async function clusterDirOf(dataDir: string): Promise<string> {
  const outside = await findOutside(dataDir);
  if (outside === undefined) return dataDir;
  const cluster = join(outside, "cluster");
  return (await exists(cluster)) ? cluster : dataDir;
}

/** Finds or makes a place that the database's account can work in. `dataDir` is absolute. */
export async function preparePlace(dataDir: string): Promise<ClusterPlace> {
  await mkdir(dirname(dataDir), { recursive: true });
  const native = await installedNative();
  let clusterDir = await clusterDirOf(dataDir);
  const account = await accountFor(clusterDir);
  if (clusterDir === dataDir && !(await canEnter(account, dirname(dataDir)))) {
    if (await exists(dataDir)) {
      throw new PostgresProblem(
        "NOT_PERMITTED",
        `The database in ${dataDir} can no longer be reached by its account (uid ${account?.uid}): ` +
          "a folder above it was closed to others. " +
          "Open it again (chmod o+x), or clear the data with: npm run reset",
      );
    }
    clusterDir = join(await makeOutside(dataDir), "cluster");
  }
  const runnable = await canRun(account, program(native, "postgres"));
  return { clusterDir, account, native: runnable ? native : await copyFor(account, native, dataDir) };
}

async function copyFor(account: Account, native: Native, dataDir: string): Promise<Native> {
  if (account !== undefined) {
    const copy = await copyNative(native, await makeOutside(dataDir));
    if (await canRun(account, program(copy, "postgres"))) return copy;
  }
  throw new PostgresProblem(
    "NO_BINARIES",
    `The PostgreSQL programs in ${native.dir} do not run on this machine. ` +
      "Set DATABASE_URL to a PostgreSQL of your own.",
  );
}

/** Deletes the cluster of `dataDir`, with its pointer and copies. It must not be running. */
export async function removeCluster(dataDir: string): Promise<void> {
  const outside = await findOutside(dataDir);
  if (outside !== undefined) await rm(outside, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
  for (const beside of [pointerOf(dataDir), `${dataDir}.reserve`]) await rm(beside, { force: true });
}

const pointerOf = (dataDir: string): string => `${dataDir}.location`;

async function findOutside(dataDir: string): Promise<string | undefined> {
  const outside = await readLine(pointerOf(dataDir));
  if (outside === undefined) return undefined;
  if (!isAbsolute(outside)) {
    throw new PostgresProblem(
      "DAMAGED",
      `The file ${pointerOf(dataDir)} is damaged. It names the folder of the database, which is one of ` +
        `${OUTSIDE_ROOT}. Write that folder into it, or clear the data by deleting the file.`,
    );
  }
  const origin = await readLine(join(outside, "origin"));
  if (origin === undefined || origin === dataDir) return outside;
  const isCopy = (await readLine(pointerOf(origin))) === outside;
  return isCopy ? undefined : outside;
}

async function makeOutside(dataDir: string): Promise<string> {
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const outside = (await findOutside(dataDir)) ?? join(OUTSIDE_ROOT, hash);
  for (const dir of [OUTSIDE_ROOT, outside]) {
    await mkdir(dir, { recursive: true });
    await chmod(dir, 0o755); // the umask may be stricter, but the database's account must pass
  }
  await removeForgotten();
  await replaceFile(join(outside, "origin"), `${dataDir}\n`);
  await replaceFile(pointerOf(dataDir), `${outside}\n`);
  return outside;
}

/** Deletes throw-away clusters of test runs that were killed: their temporary folder is gone. */
async function removeForgotten(): Promise<void> {
  for (const entry of await readdir(OUTSIDE_ROOT)) {
    const outside = join(OUTSIDE_ROOT, entry);
    const origin = await readLine(join(outside, "origin"));
    if (origin === undefined || (await exists(dirname(origin)))) continue;
    const marker = await readLine(join(outside, "cluster", "jangteo.json"));
    if (!/"throwAway": *true/.test(marker ?? "")) continue;
    if ((await findServer(join(outside, "cluster"))) === undefined)
      await rm(outside, { recursive: true, force: true });
  }
}

async function readLine(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}
