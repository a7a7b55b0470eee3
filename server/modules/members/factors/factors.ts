import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { type Actor, STEP_UP_SECONDS } from "../../../platform/http/access.ts";
import { type AccountRow, touchAccount } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { audienceOf } from "../roles.ts";
import { changeAndEndSessions } from "../sessions/end-sessions.ts";
import { isSecondFactorDue } from "../sessions/open-session.ts";
import * as queries from "./queries.ts";

/** A signed-in member and the session of the request. */
export interface SignedInMember {
  readonly id: string;
  readonly sessionId: string;
}

/**
 * The factors of an account beside its password: whether an app is set up, and how many passkeys and recovery
 * codes.
 */
export async function getFactors(db: Queryable, accountId: string): Promise<queries.FactorsRow> {
  const factors = await db.first(queries.findFactors, { accountId });
  if (!factors) throw new Error("a statement that always has a row had none");
  return factors;
}

/**
 * Removes every factor of an account but its password, in the caller's transaction. For a verified owner who
 * takes over an account: its factors may belong to a stranger who never proved the mailbox. The caller ends
 * the sessions.
 */
export async function removeFactors(trx: Queryable, accountId: string): Promise<void> {
  await trx.rows(queries.deleteFactors, { accountId });
}

/**
 * Staff who must have a second factor, and have a passkey but no app, must sign in with the passkey. With the
 * password alone they, or a thief of the password, would get a session without a second factor. Throws
 * SECOND_FACTOR_REQUIRED.
 */
export async function refusePasswordAlone(members: MembersContext, { id, role }: AccountRow): Promise<void> {
  if (!isSecondFactorDue(members, { audience: audienceOf(role), methods: ["pwd"] })) return;
  const { passkeys } = await getFactors(members.db, id);
  if (passkeys > 0) throw new DomainError("SECOND_FACTOR_REQUIRED", { methods: ["passkey"] });
}

/**
 * Staff of a shop that demands a second factor may add their first one with the password alone. Once they
 * have one, it must have opened the session: otherwise a thief of the password could add another factor.
 * Throws STEP_UP_REQUIRED.
 */
export async function refuseBypass({ db }: MembersContext, { id, secondFactorDue }: Actor): Promise<void> {
  if (!secondFactorDue) return;
  const { totp, passkeys } = await getFactors(db, id);
  if (totp || passkeys > 0) throw new DomainError("STEP_UP_REQUIRED", { maxAgeSeconds: STEP_UP_SECONDS });
}

/**
 * Runs a change of factors and ends the account's other sessions, in one transaction (ASVS 7.4.3). When codes
 * are turned on, this ends sessions opened with the password alone; when a factor is removed, sessions opened
 * with that factor.
 */
export const changeAndEndOtherSessions = <Result>(
  members: MembersContext,
  { id, sessionId }: SignedInMember,
  change: (trx: Transaction) => Promise<Result>,
): Promise<Result> =>
  changeAndEndSessions(members, async (trx, endSessions) => {
    // First, so that a concurrent sign-in either opens its session before and is ended here, or sees the
    // change.
    await trx.rows(touchAccount, { id, now: members.clock.now() });
    const result = await change(trx);
    await endSessions({ accountId: id, except: sessionId, reason: "factor_changed" });
    return result;
  });
