import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import { type Actor, STEP_UP_SECONDS } from "../../../platform/http/access.ts";
import { type AccountRow, touchAccount } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { audienceOf } from "../roles.ts";
import { changeAndEndSessions } from "../sessions/end-sessions.ts";
import { isSecondFactorDue } from "../sessions/open-session.ts";
import * as queries from "./queries.ts";

/** Somebody who is signed in, and with which session. */
export interface SignedInMember {
  readonly id: string;
  readonly sessionId: string;
}

/** What the account has beside its password: whether codes of an app are asked for, how many passkeys and recovery codes. */
export async function getFactors(db: Queryable, accountId: string): Promise<queries.FactorsRow> {
  const factors = await db.first(queries.findFactors, { accountId });
  if (!factors) throw new Error("a statement that always has a row had none");
  return factors;
}

/**
 * Removes every factor of an account but its password, in the transaction of whoever has a reason: they belong to
 * somebody who has never shown that the mailbox is theirs. Sessions are left to the caller.
 */
export async function removeFactors(trx: Queryable, accountId: string): Promise<void> {
  await trx.rows(queries.deleteFactors, { accountId });
}

/**
 * Staff who must have a factor, and have a passkey but no app, come in with it: with the password alone they, or whoever
 * learnt it, would get a session that can do less than it should and more than it must. Throws SECOND_FACTOR_REQUIRED.
 */
export async function refusePasswordAlone(members: MembersContext, { id, role }: AccountRow): Promise<void> {
  if (!isSecondFactorDue(members, { audience: audienceOf(role), methods: ["pwd"] })) return;
  const { passkeys } = await getFactors(members.db, id);
  if (passkeys > 0) throw new DomainError("SECOND_FACTOR_REQUIRED", { methods: ["passkey"] });
}

/**
 * Staff of a shop that demands a factor may add their first one with the password alone. Once they have one, it must have
 * opened the session: else whoever learns the password would add a factor of their own. Throws STEP_UP_REQUIRED.
 */
export async function refuseBypass({ db }: MembersContext, { id, secondFactorDue }: Actor): Promise<void> {
  if (!secondFactorDue) return;
  const { totp, passkeys } = await getFactors(db, id);
  if (totp || passkeys > 0) throw new DomainError("STEP_UP_REQUIRED", { maxAgeSeconds: STEP_UP_SECONDS });
}

/**
 * A change after which the account's other sessions end, in one transaction (ASVS 7.4.3): when codes are turned on, whoever
 * came in with the password alone is out, and when a factor is removed, whoever holds it is.
 */
export const changeAndEndOtherSessions = <Result>(
  members: MembersContext,
  { id, sessionId }: SignedInMember,
  change: (trx: Transaction) => Promise<Result>,
): Promise<Result> =>
  changeAndEndSessions(members, async (trx, endSessions) => {
    // First, so that a sign-in that is on its way either comes before and ends here, or sees the change.
    await trx.rows(touchAccount, { id, now: members.clock.now() });
    const result = await change(trx);
    await endSessions({ accountId: id, except: sessionId, reason: "factor_changed" });
    return result;
  });
