import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import type { Exit } from "../../server/platform/embedded-postgres/launch.ts";
import type { Guard } from "../../server/platform/processes/guard.ts";
import { openLog } from "./log-file.ts";
import { type Bilingual, text } from "./texts.ts";

/** A Node program and the environment that it runs in. */
export interface NodeProgram {
  readonly name: string;
  /** Arguments of `node`: the script first. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** Added to our own environment; `undefined` removes a variable. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Child {
  readonly exited: Promise<Exit>;
  /** Asks the program to end, and kills it after `stopMs`. */
  stop(): Promise<void>;
  kill(): void;
}

/** The time a program has to finish its work. The API ends within 10 s. */
export const STOP_MS = 12_000;

const STEADY_OUTPUT = new URL("./steady-output.ts", import.meta.url).href;

/**
 * Starts a program as the leader of its own process group, with its output in `file`. A Ctrl-C in the
 * terminal thus reaches us alone. When the program ends, the programs that it started are killed with its
 * group.
 */
export function startChild(guard: Guard, program: NodeProgram, file: string): Child {
  const log = openLog(file);
  const child = spawn(process.execPath, ["--import", STEADY_OUTPUT, ...program.args], {
    cwd: program.cwd,
    env: { ...process.env, ...program.env },
    detached: true,
    stdio: ["ignore", log, log],
  });
  if (typeof log === "number") closeSync(log);
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
      const late = setTimeout(kill, STOP_MS);
      await exited.finally(() => clearTimeout(late));
    },
  };
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, "SIGKILL");
  } catch (error) {
    // ESRCH: the group is empty. EPERM: macOS reports it for a group of zombies.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")))
      throw error;
  }
}

export const describeExit = ({ code, signal }: Exit): Bilingual =>
  signal === null ? text("exitCode", { code: String(code) }) : { ko: signal, en: signal };
