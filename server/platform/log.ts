import { type Logger, pino } from "pino";

export type Log = Logger;

const secrets = ["password", "accessToken", "guestToken", "secret"];

/** JSON lines on standard output. Tokens, passwords, addresses and bodies are never logged; these paths are the net below. */
export function createLog(level: string, base: Record<string, unknown>): Log {
  return pino({
    level,
    base,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ["req.headers.authorization", "req.headers.cookie", ...secrets, ...secrets.map((name) => `*.${name}`)],
  });
}
