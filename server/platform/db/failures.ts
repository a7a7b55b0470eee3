import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { DomainError } from "../errors.ts";

/**
 * SQLSTATEs of a database that is away or busy: shutting down, statement or lock timed out, too many clients,
 * no connection.
 */
const UNAVAILABLE = new Set([
  "57014",
  "57P01",
  "57P02",
  "57P03",
  "55P03",
  "53300",
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
]);
const CONNECTION_ERRORS = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
]);
/** Messages of the driver for a connection that is missing, broken or too slow. */
const CONNECTION_MESSAGES = [
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Connection terminated",
  "Client has encountered a connection error",
];
const CONFLICTS = new Set(["40P01", "40001"]);

/** Throws DATABASE_UNAVAILABLE (503: the client may retry) if the database is away or busy, else `error`. */
export function translateError(error: unknown): never {
  if (isUnavailable(error)) throw new DomainError("DATABASE_UNAVAILABLE", {}, { cause: error });
  throw error;
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.has(error.code ?? "");
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return CONNECTION_ERRORS.has(code) || CONNECTION_MESSAGES.some((start) => error.message.startsWith(start));
}

/**
 * Runs `work` and returns its result. Repeats it after a deadlock or a serialization conflict. After three
 * conflicts it throws DATABASE_UNAVAILABLE: the client is told to retry (503).
 */
export async function retryConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const conflict = error instanceof pg.DatabaseError && CONFLICTS.has(error.code ?? "");
      if (!conflict) throw error;
      if (attempt === 3) throw new DomainError("DATABASE_UNAVAILABLE", {}, { cause: error });
      await wait(Math.random() * 20 * attempt);
    }
  }
}

/** Returns whether a statement failed because of the named UNIQUE or CHECK constraint. */
export function brokeConstraint(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint;
}
