/** Signs in with a passkey, which itself names its account. */
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { networkOf } from "../../../platform/network.ts";
import { type AccountRow, findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { consumeChallenge, newPasskeyChallenge } from "../factors/challenges.ts";
import { findCredential, usePasskey } from "../factors/passkey-queries.ts";
import { readAssertion, requestOptions } from "../factors/webauthn.ts";
import { type AuthenticationProof, openSession, type SignInResult } from "../sessions/open-session.ts";
import { counterOf } from "../throttle/rules.ts";
import { consume, countFailure, refuseWhileThrottled } from "../throttle/throttling.ts";
import { codeCounter, networkCounter, passwordCounter } from "./verify-credentials.ts";

/**
 * Returns the options for the browser, the same for every account. Throws TOO_MANY_REQUESTS beyond 60 a
 * minute.
 */
export async function beginPasskeySignIn(members: MembersContext, { ip }: Origin) {
  await consume(members, counterOf(members.rules, "challenge", networkOf(ip)));
  const challenge = await newPasskeyChallenge(members, null);
  return { challengeId: challenge, options: await requestOptions(members.issuer, challenge) };
}

export interface PasskeyAnswer {
  readonly challengeId: string;
  readonly response: AuthenticationResponseJSON;
}

/**
 * Opens a session. Throws INVALID_CREDENTIALS, CHALLENGE_EXPIRED (expired or consumed) or TOO_MANY_REQUESTS.
 */
export async function signInWithPasskey(
  members: MembersContext,
  answer: PasskeyAnswer,
  origin: Origin,
): Promise<SignInResult> {
  const account = await verifyPasskey(members, answer, origin);
  const signedIn = await openSession(members, account, passkeyProof(members, account), origin);
  if (!signedIn) throw new DomainError("INVALID_CREDENTIALS");
  return signedIn;
}

/**
 * A passkey verifies its holder by a finger or a PIN: something they have, and something they are or know
 * (RFC 8176). The proof does not use the password. But a password reset can remove passkeys, so a sign-in
 * with a passkey that runs during a reset must fail.
 */
export const passkeyProof = (members: MembersContext, { id, email }: AccountRow): AuthenticationProof => ({
  methods: ["hwk", "user"],
  whilePasswordUnchanged: true,
  clears: [passwordCounter(members, email), codeCounter(members, id)],
});

/** Returns the account of the passkey that signed the challenge. Throws as `signInWithPasskey`. */
export async function verifyPasskey(
  members: MembersContext,
  { challengeId, response }: PasskeyAnswer,
  origin: Origin,
): Promise<AccountRow> {
  const { db, clock, log } = members;
  const network = networkCounter(members, origin);
  await refuseWhileThrottled(members, [network]);
  await consumeChallenge(members, challengeId, "passkey_sign_in");
  const refuse = async (cause?: unknown): Promise<never> => {
    await countFailure(members, [network]);
    throw new DomainError("INVALID_CREDENTIALS", {}, { cause });
  };
  const credential = await db.first(findCredential, { credentialId: Buffer.from(response.id, "base64url") });
  const account = credential && (await db.first(findAccountById, { id: credential.accountId }));
  if (!account) return refuse();
  // The response is untrusted and the only input: every failure here is caused by it.
  const { counter, backedUp } = await readAssertion(members.issuer, challengeId, response, credential).catch(
    refuse,
  );
  const { id, accountId } = credential;
  if (await db.first(usePasskey, { id, counter, backedUp, now: clock.now() })) return account;
  log.warn(
    { passkeyId: id, memberId: accountId, counter },
    "the counter of a passkey went backwards; it may exist twice",
  );
  return refuse();
}
