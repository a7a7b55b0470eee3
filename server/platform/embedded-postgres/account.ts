import { execFile, spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";
import { PostgresProblem, systemCode } from "./problem.ts";

/** The account of the database. `undefined`: our own. PostgreSQL refuses to run as root. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/**
 * Returns the account for a cluster: our own, or for root the owner of the existing cluster, or else
 * `nobody`, which every system has. (initdb looks its account up by name, so it refuses an invented number.)
 */
export async function accountFor(clusterDir: string): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const { uid, gid } = await stat(clusterDir);
    if (uid !== 0) return { uid, gid };
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
  }
  return { uid: await idOfNobody("-u"), gid: await idOfNobody("-g") };
}

async function idOfNobody(which: "-u" | "-g"): Promise<number> {
  const { stdout } = await promisify(execFile)("id", [which, "nobody"]);
  return Number(stdout.trim());
}

export interface FinishedCommand {
  readonly code: number | null;
  /** Standard output and standard error together, in order of arrival. */
  readonly output: string;
}

/** The environment of the database's programs. Ours would pass on PGDATA, PGPORT and the like. */
export const cleanEnvironment = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };

/** Runs a program as the account, to its end. It works in `/`, because ours may be closed to that account. */
export function runAs(account: Account, program: string, args: readonly string[]): Promise<FinishedCommand> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: "/",
      env: cleanEnvironment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** Returns whether the account can run this program. Throws a `PostgresProblem` if this root may not. */
export async function canRun(account: Account, program: string): Promise<boolean> {
  try {
    return (await runAs(account, program, ["--version"])).code === 0;
  } catch (error) {
    if (systemCode(error) === "EPERM") {
      throw new PostgresProblem(
        "NOT_PERMITTED",
        "PostgreSQL does not run as root, and this root may not start programs as another user. " +
          "Start as a normal user, or set DATABASE_URL to a PostgreSQL of your own.",
        { cause: error },
      );
    }
    if (["EACCES", "ENOENT"].includes(systemCode(error) ?? "")) return false;
    throw error;
  }
}

/** Returns whether the account can enter this folder, by entering it. */
export async function canEnter(account: Account, dir: string): Promise<boolean> {
  if (account === undefined) return true;
  return (await runAs(account, "/bin/sh", ["-c", 'cd -- "$1"', "sh", dir])).code === 0;
}
