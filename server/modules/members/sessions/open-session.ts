import { randomBytes } from "node:crypto";
import { after } from "../../../platform/clock.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { hashSecret, newId, newSecret } from "../../../platform/ids.ts";
import type { Counter } from "../../../platform/throttle/rules.ts";
import type { AccountRow } from "../accounts/queries.ts";
import { type MembersContext, sessionLifetimes } from "../context.ts";
import { audienceOf, permissionsOf } from "../roles.ts";
import * as queries from "./queries.ts";
import { ACCESS_SECONDS, type AccessClaims, signAccessToken } from "./tokens.ts";

/** The result of a sign-in, a refresh or a step-up. */
export interface SignInResult {
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
    readonly role: string;
    readonly permissions: string[];
    readonly emailVerified: boolean;
    readonly secondFactorDue: boolean;
  };
}

export interface AuthenticationProof {
  /** RFC 8176: `pwd`, `otp`, `hwk` (a passkey), `user` (the passkey verified its holder). */
  readonly methods: readonly string[];
  /** True when the session may open only while the password is unchanged since the proof was verified. */
  readonly whilePasswordUnchanged: boolean;
  /** Counters of failures that this success clears. */
  readonly clears: readonly Counter[];
  /** The session that a step-up replaces; it ends. */
  readonly replaces?: string;
}

/** Returns null when the account is disabled, or changed while its proof was verified. */
export async function openSession(
  members: MembersContext,
  account: AccountRow,
  proof: AuthenticationProof,
  { ip, userAgent }: Origin,
): Promise<SignInResult | null> {
  const { db, clock } = members;
  const now = clock.now();
  const audience = audienceOf(account.role);
  const { idleMs, absoluteMs } = sessionLifetimes[audience];
  const refreshToken = newSecret();
  // A new session that a database crash loses costs one more sign-in. The end of a replaced session must not
  // be lost.
  const opened = await (proof.replaces ? db : db.relaxed).first(queries.openSession, {
    sessionId: newId(now),
    accountId: account.id,
    passwordHash: proof.whilePasswordUnchanged ? account.passwordHash : null,
    role: account.role,
    audience,
    methods: [...proof.methods],
    now,
    idleExpiresAt: after(clock, idleMs),
    absoluteExpiresAt: after(clock, absoluteMs),
    ip,
    userAgent,
    rotationKey: randomBytes(32),
    tokenId: newId(now),
    tokenHash: hashSecret(refreshToken),
    throttleKeys: proof.clears.map(({ key }) => key),
    replaces: proof.replaces ?? null,
  });
  if (!opened) return null;
  if (proof.replaces) await members.revocations.add([proof.replaces]);
  const claims = {
    accountId: account.id,
    sessionId: opened.id,
    audience,
    authTime: now,
    methods: proof.methods,
  };
  return signInResultOf(members, account, claims, { refreshToken, expiresAt: after(clock, idleMs) });
}

/** Returns the result for a live session, with a new access token. */
export async function signInResultOf(
  members: MembersContext,
  account: Pick<AccountRow, "id" | "email" | "name" | "role" | "emailVerified">,
  claims: AccessClaims,
  { refreshToken, expiresAt }: { refreshToken: string; expiresAt: Date },
): Promise<SignInResult> {
  const { keys, issuer, clock } = members;
  const now = clock.now();
  const { id, email, name, role, emailVerified } = account;
  return {
    accessToken: await signAccessToken(keys, issuer, claims, now),
    expiresIn: ACCESS_SECONDS,
    refreshToken,
    refreshExpiresIn: Math.max(0, Math.floor((expiresAt.getTime() - now.getTime()) / 1000)),
    member: {
      id,
      email,
      name,
      role,
      permissions: [...permissionsOf(role)],
      emailVerified,
      secondFactorDue: isSecondFactorDue(members, claims),
    },
  };
}

/** True for staff of a shop that demands a second factor, in a session that was opened without one. */
export const isSecondFactorDue = (
  { settings }: MembersContext,
  { audience, methods }: Pick<AccessClaims, "audience" | "methods">,
): boolean =>
  audience === "staff" &&
  settings.staffSecondFactor === "required" &&
  !methods.some((each) => each !== "pwd");
