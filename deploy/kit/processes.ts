/** Programs that the kit runs to their end. */
import { type ChildProcess, spawn } from "node:child_process";

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Called with each piece of output, for the line of progress. */
  readonly onOutput?: (text: string) => void;
}

export interface ProgramResult {
  /** The exit code; 128 and more after a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order in which they came. */
  readonly output: string;
}

const TIMEOUT_MS = 600_000;
const running = new Set<ChildProcess>();

/** Asks all programs that run to end: the kit is about to. */
export function endPrograms(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs a program. Rejects when it cannot be started; a failure of the program is a code. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: options.timeoutMs ?? TIMEOUT_MS,
  });
  running.add(child);
  const parts: Record<"stdout" | "stderr" | "output", string> = { stdout: "", stderr: "", output: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      parts[name] += text;
      parts.output += text;
      options.onOutput?.(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      running.delete(child);
      reject(error);
    });
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 128, ...parts });
    });
    // A program that ends without reading its input is no fault: its exit code tells.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}

/** The last lines of an output, for a message. */
export const lastLines = (output: string, count = 8): string =>
  output.trim().split("\n").slice(-count).join("\n");
