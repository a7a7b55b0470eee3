import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Guard } from "../../server/platform/processes/guard.ts";

/** A Node program and its surroundings. */
export interface NodeProgram {
  readonly name: string;
  /** Arguments of `node`: the script first. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** On top of our own environment; `undefined` takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly exited: Promise<Exit>;
  /** Asks it to end, and ends it after `stopMs`. */
  stop(): Promise<void>;
  kill(): void;
}

/** What a program gets to finish its work: the API ends within 10 s. */
export const stopMs = 12_000;

/**
 * Starts a program as the leader of its own process group, its output in `file`. A Ctrl-C in the terminal thus reaches
 * us alone; and when the program ends, whatever it started is ended with it.
 */
export function startChild(guard: Guard, program: NodeProgram, file: string): Child {
  const log = openSync(file, "a");
  const child = spawn(process.execPath, program.args, {
    cwd: program.cwd,
    env: { ...process.env, ...program.env },
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const { pid } = child;
  if (pid !== undefined) guard.watch(pid);
  const exited = new Promise<Exit>((resolve) => {
    child.once("error", () => pid === undefined && resolve({ code: 127, signal: null }));
    child.once("exit", (code, signal) => {
      kill();
      if (pid !== undefined) guard.forget(pid);
      resolve({ code, signal });
    });
  });
  const kill = (): void => {
    if (pid !== undefined) killGroup(pid);
  };
  return {
    exited,
    kill,
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(kill, stopMs);
      await exited.finally(() => clearTimeout(late));
    },
  };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    // ESRCH: nobody is left. EPERM: macOS says so of a group of zombies.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")))
      throw error;
  }
}

export const describeExit = ({ code, signal }: Exit): string =>
  signal === null ? `exit code ${code}` : `${signal}`;
