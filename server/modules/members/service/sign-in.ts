import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import * as queries from "../account-queries.ts";
import { emailKey } from "../email.ts";
import type { Members } from "../members.ts";
import { hashPassword, isOutdated, readPassword } from "../passwords.ts";
import { counterOf, networkOf } from "../throttle.ts";
import { openSession, type SignedIn } from "./open-session.ts";
import { countFailure, refuseWhileThrottled } from "./throttling.ts";

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/**
 * Begins a session. Throws INVALID_CREDENTIALS, after the same work, whether the e-mail or the password is wrong, and
 * TOO_MANY_REQUESTS with `retryAfter` (seconds) after too many failures.
 */
export async function signIn(members: Members, credentials: Credentials, origin: Origin): Promise<SignedIn> {
  const password = readPassword(credentials.password);
  const key = emailKey(credentials.email);
  const ofAccount = counterOf(members.rules, "account", key);
  const counters = [ofAccount, counterOf(members.rules, "address", networkOf(origin.ip))];
  await refuseWhileThrottled(members, counters);
  const account = await members.takeTurn(async () => {
    // Again, because the failures of those ahead in the queue count: guesses sent in parallel are judged one by one.
    await refuseWhileThrottled(members, counters);
    const found = await members.db.first(queries.findAccount, { emailKey: key });
    const matches = await members.verifyPassword(found?.passwordHash ?? null, password);
    if (found && matches) return renewHash(members, found, password);
    await countFailure(members, counters);
    throw new DomainError("INVALID_CREDENTIALS");
  });
  const signedIn = await openSession(
    members,
    account,
    { methods: ["pwd"], password: true, clears: [ofAccount] },
    origin,
  );
  if (signedIn) return signedIn;
  await countFailure(members, counters);
  throw new DomainError("INVALID_CREDENTIALS");
}

/** A hash of earlier parameters is made anew while the password is at hand. */
async function renewHash({ db }: Members, account: queries.AccountRow, password: string): Promise<queries.AccountRow> {
  if (!isOutdated(account.passwordHash)) return account;
  const passwordHash = await hashPassword(password);
  const { id, passwordHash: previous } = account;
  const renewed = await db.first(queries.replacePasswordHash, { id, previous, passwordHash });
  return renewed ? { ...account, passwordHash } : account;
}
