import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { type AccountRow, findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { queries as throttle } from "../throttle/queries.ts";
import { passwordCounter, verifyCredentials } from "./verify-credentials.ts";

/**
 * Verifies the password of a signed-in member again, and returns the account. Throws INVALID_CREDENTIALS for
 * a wrong one and counts it like a failed sign-in: a stranger at an unlocked browser must not have unlimited
 * guesses.
 */
export async function reauthenticate(
  members: MembersContext,
  accountId: string,
  password: string,
  origin: Origin,
): Promise<AccountRow> {
  const { db } = members;
  const signedIn = await db.first(findAccountById, { id: accountId });
  if (!signedIn) throw new DomainError("UNAUTHENTICATED");
  const account = await verifyCredentials(members, { email: signedIn.email, password }, origin);
  // The e-mail may belong to another account by now.
  if (account.id !== accountId) throw new DomainError("INVALID_CREDENTIALS");
  await db.rows(throttle.deleteFailures, { keys: [passwordCounter(members, account.email).key] });
  return account;
}
