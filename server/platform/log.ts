import { type DestinationStream, type Logger, pino } from "pino";
import { currentTraceId } from "./trace.ts";

export type Log = Logger;

/** Lines that are kept in memory while the output takes none, in bytes. Later ones are dropped. */
const MAX_KEPT_BYTES = 256 * 1024;

const secrets = ["password", "accessToken", "guestToken", "secret"];

/**
 * A log of JSON lines, on standard output or on `to`. No code logs tokens, passwords, addresses or bodies;
 * the redacted paths are a second safety.
 */
export function createLog(level: string, base: Record<string, unknown>, to?: DestinationStream): Log {
  const options = {
    level,
    base,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const traceId = currentTraceId();
      return traceId ? { traceId } : {};
    },
    redact: [
      "req.headers.authorization",
      "req.headers.cookie",
      ...secrets,
      ...secrets.map((name) => `*.${name}`),
    ],
  };
  return pino(options, to ?? standardOutput());
}

/**
 * Standard output, which may be a file on a full disk. A line that cannot be written ends nothing, and is
 * written with a later one as soon as there is room.
 */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, maxLength: MAX_KEPT_BYTES });
  output.on("error", () => undefined);
  // Written is written, because the output is synchronous. This function repeats a failing write for ever,
  // which would keep the process from ending.
  output.flushSync = () => undefined;
  return output;
}
