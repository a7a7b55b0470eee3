/**
 * What a rehearsal has started, in a file: `--stop` and the end of a broken run find it there. A process is
 * known by its id and the moment of its start, so that no other process that got the same id is ended.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { FOLDER, paths } from "./layout.ts";

export interface StartedProcess {
  readonly name: string;
  readonly pid: number;
  /** In the kernel's ticks since the machine's start. */
  readonly begun: string;
}

export interface RehearsalState {
  /** The `npm run kit` that plays the rehearsal. */
  readonly owner: StartedProcess;
  /** The places of OUTSIDE that were not there before. */
  readonly absentBefore: readonly string[];
  readonly processes: readonly StartedProcess[];
}

export async function readState(): Promise<RehearsalState | undefined> {
  const text = await readFile(paths.state, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return text === undefined ? undefined : JSON.parse(text);
}

export async function writeState(state: RehearsalState): Promise<void> {
  await mkdir(FOLDER, { recursive: true, mode: 0o755 });
  await writeFile(`${paths.state}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
  await rename(`${paths.state}.new`, paths.state);
}

/** The moment of a process' start, or undefined when there is none with this id. */
export async function begunAt(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  return text === undefined ? undefined : startOf(text);
}

/** The 22nd field. The second is the program's name in brackets, which may hold spaces and brackets. */
export const startOf = (stat: string): string | undefined =>
  stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];

/** True while the process runs. A zombie has ended. */
export async function isRunning({ pid, begun }: StartedProcess): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return startOf(text) === begun && !/\) Z /.test(text);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH");
}
