import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

const secrets = ["password", "accessToken", "guestToken", "secret"];

/** JSON lines, on standard output unless told otherwise. Tokens, passwords, addresses and bodies are never logged; these paths are the net below. */
export function createLog(level: string, base: Record<string, unknown>, to?: DestinationStream): Log {
  const options = {
    level,
    base,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [
      "req.headers.authorization",
      "req.headers.cookie",
      ...secrets,
      ...secrets.map((name) => `*.${name}`),
    ],
  };
  return to ? pino(options, to) : pino(options);
}
