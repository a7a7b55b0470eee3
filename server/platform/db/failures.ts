import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { DomainError } from "../errors.ts";

/** SQLSTATE of a statement that found no room on the server's disk. */
const DISK_FULL = "53100";
/**
 * SQLSTATEs, or their first characters, of a database that is away or busy. The same statement can succeed
 * later: no connection (08), read-only after a failover (25006), unknown outcome of a commit (40003), no
 * memory, connection or lock left (53, 55006, 55P03), timed out (57014), shutting down or in recovery (57P),
 * a disk that fails to read or write (58000, 58030).
 */
const UNAVAILABLE = ["08", "25006", "40003", "53", "55006", "55P03", "57014", "57P", "58000", "58030"];
const CONNECTION_ERRORS = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
]);
/** Of a server's socket that is gone, and of one whose queue is full. Files have the same errors. */
const SOCKET_ERRORS = new Set(["ENOENT", "EAGAIN"]);
/** Messages of the driver for a connection that is missing, broken or too slow. */
const CONNECTION_MESSAGES = [
  "timeout exceeded when trying to connect",
  "Query read timeout",
  "Connection terminated",
  "Client has encountered a connection error",
];
const CONFLICTS = new Set(["40P01", "40001"]);

/**
 * Throws STORAGE_FULL if the database's disk is full, DATABASE_UNAVAILABLE if the database is away or busy
 * (both are 503: the client may retry), else `error`.
 */
export function translateError(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === DISK_FULL)
    throw new DomainError("STORAGE_FULL", {}, { cause: error });
  if (isUnavailable(error)) throw new DomainError("DATABASE_UNAVAILABLE", {}, { cause: error });
  throw error;
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError)
    return UNAVAILABLE.some((start) => error.code?.startsWith(start) === true);
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isOfSocket = "syscall" in error && error.syscall === "connect" && SOCKET_ERRORS.has(code);
  return (
    isOfSocket ||
    CONNECTION_ERRORS.has(code) ||
    CONNECTION_MESSAGES.some((start) => error.message.startsWith(start))
  );
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

/** SQLSTATE classes of a statement that met data it must not store: invalid (22), or against a rule (23). */
const BROKEN_RULES = ["22", "23"];

/** Returns whether a statement failed for what it was to store, and so changed nothing. */
export function isBrokenRule(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && BROKEN_RULES.some((start) => error.code?.startsWith(start) === true)
  );
}
