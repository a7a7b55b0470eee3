import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { DomainError } from "../errors.ts";

/** SQLSTATEs that mean "not now": shutting down, statement or lock not had in time, too many clients, no connection. */
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
const CONFLICTS = new Set(["40P01", "40001"]);

/** Turns "the database is away or busy" into a 503 that the caller may repeat; anything else is thrown as it is. */
export function translateError(error: unknown): never {
  if (isUnavailable(error)) throw new DomainError("DATABASE_UNAVAILABLE", {}, { cause: error });
  throw error;
}

function isUnavailable(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return UNAVAILABLE.has(error.code ?? "");
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    CONNECTION_ERRORS.has(code) ||
    /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client has encountered a connection error)/.test(
      error.message,
    )
  );
}

/**
 * Runs `work` again, at most 3 times in all, when PostgreSQL chose it as the victim of a deadlock or a conflict. Who loses
 * three times may try later.
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

/** True when the statement broke the named UNIQUE or CHECK constraint. */
export function brokeConstraint(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint;
}
