/** Verifies passwords and codes, and slows down clients that guess. */
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { networkOf } from "../../../platform/network.ts";
import type { Counter } from "../../../platform/throttle/rules.ts";
import { emailKey } from "../accounts/email.ts";
import * as queries from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { type Code, readCode, recoveryHash, stepOf, totpPlace } from "../factors/one-time-codes.ts";
import { consumeRecoveryCode, consumeStep, findTotp } from "../factors/queries.ts";
import { hashPassword, isOutdated, readPassword } from "../passwords/hashing.ts";
import { counterOf } from "../throttle/rules.ts";
import { consumeAttempt, countFailure, refuseWhileThrottled } from "../throttle/throttling.ts";

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Counts failures with the password of an e-mail, which may have no account. */
export const passwordCounter = ({ rules }: MembersContext, email: string): Counter =>
  counterOf(rules, "passwordOfAccount", emailKey(email));

export const codeCounter = ({ rules }: MembersContext, accountId: string): Counter =>
  counterOf(rules, "secondFactor", accountId);

export const networkCounter = ({ rules }: MembersContext, { ip }: Origin): Counter =>
  counterOf(rules, "passwordOfNetwork", networkOf(ip));

/**
 * Returns the account of an e-mail and its password; the account may be disabled. Throws INVALID_CREDENTIALS,
 * after the same work, for an unknown e-mail and a wrong password, and TOO_MANY_REQUESTS with `retryAfter`
 * (seconds) after too many failures.
 */
export async function verifyCredentials(
  members: MembersContext,
  { email, password: typed }: Credentials,
  origin: Origin,
): Promise<queries.AccountRow> {
  const password = readPassword(typed);
  const counters = [passwordCounter(members, email), networkCounter(members, origin)] as const;
  const [found] = await Promise.all([
    members.db.first(queries.findAccount, { emailKey: emailKey(email) }),
    refuseWhileThrottled(members, counters),
  ]);
  // Only the hashing runs under the concurrency limit, so that its few places never wait for the database.
  const matches = await members.limitHashing(() =>
    members.comparePassword(found?.passwordHash ?? null, password),
  );
  const [ofAccount] = counters;
  return members.serializedByKey(ofAccount.key, async () => {
    // Again, because the failures of earlier requests count: parallel guesses are verified one by one.
    await refuseWhileThrottled(members, counters);
    if (found && matches) return renewHash(members, found, password);
    await countFailure(members, counters);
    throw new DomainError("INVALID_CREDENTIALS");
  });
}

/** Replaces a hash of earlier parameters while the password is known. */
async function renewHash(
  { db, limitHashing }: MembersContext,
  account: queries.AccountRow,
  password: string,
): Promise<queries.AccountRow> {
  if (!isOutdated(account.passwordHash)) return account;
  const passwordHash = await limitHashing(() => hashPassword(password));
  const { id, passwordHash: previous } = account;
  const renewed = await db.first(queries.replacePasswordHash, { id, previous, passwordHash });
  return renewed ? { ...account, passwordHash } : account;
}

/**
 * Consumes a code of the account's app, or one of its recovery codes; each is valid once. Throws
 * INVALID_CREDENTIALS for a wrong or used code, and TOO_MANY_REQUESTS with `retryAfter` (seconds) after too
 * many. The caller clears `codeCounter` when it opens a session.
 */
export async function verifyCode(
  members: MembersContext,
  accountId: string,
  typed: string,
  origin: Origin,
): Promise<void> {
  const network = networkCounter(members, origin);
  await refuseWhileThrottled(members, [network]);
  await consumeAttempt(members, codeCounter(members, accountId));
  const code = readCode(typed);
  if (code && (await consumeCode(members, accountId, code))) return;
  await countFailure(members, [network]);
  throw new DomainError("INVALID_CREDENTIALS");
}

async function consumeCode(
  { db, clock, sealing }: MembersContext,
  accountId: string,
  { kind, code }: Code,
): Promise<boolean> {
  const now = clock.now();
  if (kind === "recovery") {
    const hash = recoveryHash({ sealing }, accountId, code);
    return (await db.first(consumeRecoveryCode, { accountId, hash, now })) !== null;
  }
  const secret = (await db.first(findTotp, { accountId }))?.secret ?? null;
  if (secret === null) return false;
  const step = await stepOf(sealing.open(totpPlace(accountId), secret), code, now);
  return step !== null && (await db.first(consumeStep, { accountId, secret, step })) !== null;
}
