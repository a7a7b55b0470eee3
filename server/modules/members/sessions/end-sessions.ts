/** Ends sessions before their expiry: in the database first, then in the memory of every process. */
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./queries.ts";

/** Why a session ended before its time. */
export type EndReason =
  | "logout"
  | "ended_by_member"
  | "ended_by_staff"
  | "password_changed"
  | "password_reset"
  | "factor_changed"
  | "role_changed"
  | "disabled";

/** The sessions of an account that end: one (`only`), all but one (`except`), or all. */
interface SessionSelection {
  readonly accountId: string;
  readonly only?: string;
  readonly except?: string;
  readonly reason: EndReason;
}

/** Returns the number of sessions that had not ended before. */
type EndSessions = (selection: SessionSelection) => Promise<number>;

/**
 * Runs a change that ends sessions, in one transaction. When the promise resolves, every process that answers
 * within a second refuses the tokens of the ended sessions; a process with a gap reads them anew. `change`
 * ends the sessions itself, because only the change may know which ones end, if any.
 */
export async function changeAndEndSessions<Result>(
  { db, clock, revocations }: Pick<MembersContext, "db" | "clock" | "revocations">,
  change: (trx: Transaction, endSessions: EndSessions) => Promise<Result>,
): Promise<Result> {
  const { result, ended } = await db.transaction(async (trx) => {
    const ended: string[] = [];
    const result = await change(trx, async (selection) => {
      const sessions = await revoke(trx, clock.now(), selection);
      ended.push(...sessions);
      return sessions.length;
    });
    return { result, ended };
  });
  await revocations.add(ended);
  return result;
}

/** Ends sessions in a single statement. Returns the number of sessions that had not ended before. */
export async function endSessions(
  { db, clock, revocations }: Pick<MembersContext, "db" | "clock" | "revocations">,
  selection: SessionSelection,
): Promise<number> {
  const ended = await revoke(db, clock.now(), selection);
  await revocations.add(ended);
  return ended.length;
}

async function revoke(
  db: Queryable,
  now: Date,
  { accountId, only, except, reason }: SessionSelection,
): Promise<string[]> {
  const which = { accountId, only: only ?? null, except: except ?? null };
  const sessions = await db.rows(queries.revokeSessions, { ...which, reason, now });
  return sessions.map(({ id }) => id);
}
