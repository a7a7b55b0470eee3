import { createHash } from "node:crypto";
import { after, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db/db.ts";
import { DomainError } from "../../platform/errors.ts";
import { newId, newSecret } from "../../platform/id.ts";
import type { Log } from "../../platform/log.ts";
import type { Person } from "./contract.ts";
import { emailKey } from "./email.ts";
import type { SigningKeys } from "./keys.ts";
import { readPassword, type VerifyPassword } from "./passwords.ts";
import * as queries from "./queries.ts";
import { type Audience, audienceOf, permissionsOf } from "./roles.ts";
import { type Counter, countersOf, type ThrottleRules, waitMs } from "./throttle.ts";
import { ACCESS_SECONDS, readAccessToken, signAccessToken } from "./tokens.ts";
import type { TakeTurn } from "./turns.ts";

/** What the use cases of this module need. */
export interface Members {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  /** Claim `iss` of our tokens: the shop's public address. */
  readonly issuer: string;
  readonly keys: SigningKeys;
  readonly rules: ThrottleRules;
  readonly verifyPassword: VerifyPassword;
  /** Bounds how much hashing this process does at once. */
  readonly takeTurn: TakeTurn;
}

const minutes = 60_000;
const days = 24 * 60 * minutes;

/** How long a session lasts: without use, and at all. */
const lifetimes: Record<Audience, { readonly idleMs: number; readonly absoluteMs: number }> = {
  staff: { idleMs: 30 * minutes, absoluteMs: 8 * 60 * minutes },
  member: { idleMs: 30 * days, absoluteMs: 90 * days },
};

interface Credentials {
  readonly email: string;
  readonly password: string;
  /** The network address it comes from. */
  readonly ip: string;
  readonly userAgent: string | undefined;
}

interface SignedIn {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  /** Seconds. */
  readonly refreshExpiresIn: number;
  readonly member: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly permissions: string[];
  };
}

/**
 * Begins a session. Throws INVALID_CREDENTIALS, after the same work, whether the e-mail or the password is wrong, and
 * TOO_MANY_REQUESTS with `retryAfter` (seconds) after too many failures.
 */
export async function signIn(members: Members, credentials: Credentials): Promise<SignedIn> {
  const password = readPassword(credentials.password);
  const key = emailKey(credentials.email);
  const counters = countersOf(members.rules, key, credentials.ip);
  await refuseWhileThrottled(members, counters);
  return members.takeTurn(async () => {
    // Again, because the failures of those ahead in the queue count: guesses sent in parallel are judged one by one.
    await refuseWhileThrottled(members, counters);
    const account = await members.db.first(queries.findAccount, { emailKey: key });
    const matches = await members.verifyPassword(account?.passwordHash ?? null, password);
    const signedIn = account && matches ? await openSession(members, account, credentials, counters) : null;
    if (signedIn) return signedIn;
    await countFailure(members, counters);
    throw new DomainError("INVALID_CREDENTIALS");
  });
}

async function refuseWhileThrottled({ db, clock }: Members, counters: readonly Counter[]): Promise<void> {
  const now = clock.now();
  const known = await db.rows(queries.findFailures, { keys: counters.map(({ key }) => key) });
  const waits = known.map((failures) => {
    const rule = counters.find(({ key }) => key === failures.key)?.rule;
    return rule ? waitMs(rule, failures, now) : 0;
  });
  const longestMs = Math.max(0, ...waits);
  if (longestMs > 0) throw new DomainError("TOO_MANY_REQUESTS", { retryAfter: Math.ceil(longestMs / 1000) });
}

async function countFailure({ db, clock }: Members, counters: readonly Counter[]): Promise<void> {
  const now = clock.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  await Promise.all(
    counters.map(({ key, rule }) =>
      db.rows(queries.countFailure, { key, now, quietSince: ago(rule.quietMs), windowSince: ago(rule.windowMs) }),
    ),
  );
}

/** Null when the account may not sign in, or changed while its password was checked. */
async function openSession(
  { db, clock, keys, issuer }: Members,
  account: queries.AccountRow,
  { ip, userAgent }: Credentials,
  [accountCounter]: readonly Counter[],
): Promise<SignedIn | null> {
  const now = clock.now();
  const { id: accountId, email, name, role, passwordHash } = account;
  const audience = audienceOf(role);
  const { idleMs, absoluteMs } = lifetimes[audience];
  const refreshToken = newSecret();
  const opened = await db.first(queries.openSession, {
    sessionId: newId<"session">(now),
    accountId,
    passwordHash,
    role,
    audience,
    now,
    idleExpiresAt: after(clock, idleMs),
    absoluteExpiresAt: after(clock, absoluteMs),
    // A link-local address may name its interface (`fe80::1%eth0`), which is no part of it.
    ip: ip.replace(/%.*/s, ""),
    userAgent: userAgent?.slice(0, 300) ?? null,
    tokenId: newId<"refreshToken">(now),
    tokenHash: createHash("sha256").update(refreshToken).digest(),
    throttleKey: accountCounter?.key ?? "",
  });
  if (!opened) return null;
  const claims = { accountId, sessionId: opened.id, audience, authTime: now };
  return {
    accessToken: await signAccessToken(keys, issuer, claims, now),
    expiresIn: ACCESS_SECONDS,
    refreshToken,
    refreshExpiresIn: idleMs / 1000,
    member: { id: accountId, email, name, permissions: [...permissionsOf(role)] },
  };
}

/** Ends the session of the token; ending it again changes nothing. Throws UNAUTHENTICATED. */
export async function signOut({ db, clock, keys, issuer }: Members, token: string): Promise<void> {
  const now = clock.now();
  const { sessionId, accountId } = await readAccessToken(keys, issuer, token, now);
  await db.rows(queries.revokeSession, { sessionId, accountId, reason: "logout", now });
}

/**
 * Who holds the token, with their permissions of this moment: a session that was revoked, or a role that changed, counts
 * at once. Throws UNAUTHENTICATED.
 */
export async function whoIs({ db, clock, keys, issuer }: Members, token: string): Promise<Person> {
  const now = clock.now();
  const { accountId, sessionId, audience } = await readAccessToken(keys, issuer, token, now);
  const person = await db.first(queries.findLiveSession, { sessionId, accountId, audience, now });
  if (!person) throw new DomainError("UNAUTHENTICATED");
  // A storefront session opens no admin route, whatever its owner has become since it began.
  const permissions = audience === "staff" ? [...permissionsOf(person.role)] : [];
  return { memberId: accountId, name: person.name, permissions };
}

/** Ended sessions stay visible to their owners this long. */
const KEEP_ENDED_MS = 30 * days;

/** Deletes what is of no use any more. Several may run at once. */
export async function sweep({ db, clock }: Members): Promise<void> {
  await db.rows(queries.deleteOld, { failedBefore: after(clock, -days), endedBefore: after(clock, -KEEP_ENDED_MS) });
}
