import { mkdirSync, renameSync, rmSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

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

/** The last lines of a log, indented for the terminal, long lines cut. */
export async function lastLines(file: string, count = 12): Promise<string> {
  const { size } = await stat(file);
  const length = Math.min(size, 16_384);
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const lines = buffer.toString("utf8").trimEnd().split("\n").slice(-count);
    return lines.map((line) => `    ${line.slice(0, 400)}`).join("\n");
  } finally {
    await handle.close();
  }
}
