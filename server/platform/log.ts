import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

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
    redact: [
      "req.headers.authorization",
      "req.headers.cookie",
      ...secrets,
      ...secrets.map((name) => `*.${name}`),
    ],
  };
  return to ? pino(options, to) : pino(options);
}
