import { pino, type Logger } from "pino";

export type Log = Logger;

/** JSON lines on standard output. Tokens, passwords, addresses and bodies are never logged; these paths are the net below. */
export function createLog(level: string, base: Record<string, unknown>): Log {
  return pino({
    level,
    base,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["req.headers.authorization", "req.headers.cookie", "*.password", "*.accessToken", "*.guestToken", "*.secret"],
  });
}
