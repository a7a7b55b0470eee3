import { appendFileSync, mkdirSync, openSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isDiskFull } from "../../server/platform/storage/room.ts";

export const logFile = (logsDir: string, name: string): string => join(logsDir, `${name}.log`);

/** Renames the previous run's log to `<name>.previous.log`, which replaces the one of the run before. */
export function rotateLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const previous = file.replace(/\.log$/, ".previous.log");
  rmSync(previous, { force: true });
  try {
    renameSync(file, previous);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

/** Opens a log for a program's output. On a full disk the program runs without a log. */
export function openLog(file: string): number | "ignore" {
  try {
    return openSync(file, "a");
  } catch (error) {
    if (isDiskFull(error)) return "ignore";
    throw error;
  }
}

export interface LogWriter {
  write(line: string): void;
  /** The last lines, also those that the disk did not take. */
  lastLines(): string;
}

const LINES_SHOWN = 12;
/** Lines that wait in memory while the disk takes none. Earlier ones are lost. */
const MAX_WAITING = 500;

/** Writes lines to a log. While the disk is full they wait: a log that cannot be written ends nothing. */
export function createLogWriter(file: string): LogWriter {
  let latest: string[] = [];
  let waiting: string[] = [];
  return {
    write(line) {
      latest = [...latest, line].slice(-LINES_SHOWN);
      waiting = [...waiting, `${line}\n`].slice(-MAX_WAITING);
      try {
        appendFileSync(file, waiting.join(""));
        waiting = [];
      } catch {
        // The next line tries again.
      }
    },
    lastLines: () => indented(latest),
  };
}

/** The last lines of a log, indented for the terminal, long lines cut. Empty without a log. */
export async function lastLines(file: string, count = LINES_SHOWN): Promise<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (handle === undefined) return "";
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, 16_384);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return indented(buffer.toString("utf8").trimEnd().split("\n").slice(-count));
  } finally {
    await handle.close();
  }
}

const indented = (lines: readonly string[]): string =>
  lines.map((line) => `    ${line.slice(0, 400)}`).join("\n");
