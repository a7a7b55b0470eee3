/** Lines of the log for what happens a thousand times a second: many in one line, as an array. */
import type { Log } from "../../platform/log.ts";

const LONGEST_MS = 250;
/** A line stays below 16 KB. */
const MOST = 64;

/** Returns a function that notes an entry. It is written within a quarter of a second. */
export function batchedLines(log: Log, message: string): (entry: object) => void {
  let entries: object[] = [];
  let timer: NodeJS.Timeout | null = null;
  const write = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (entries.length > 0) log.info({ entries }, message);
    entries = [];
  };
  return (entry) => {
    entries.push(entry);
    timer ??= setTimeout(write, LONGEST_MS).unref();
    if (entries.length >= MOST) write();
  };
}
