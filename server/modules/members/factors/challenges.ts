/**
 * Challenges: secrets of 256 random bits that a client must return within five minutes, once. The database
 * stores their hashes.
 */

import { DomainError } from "../../../platform/errors.ts";
import { hashSecret, newSecret } from "../../../platform/ids.ts";
import type { AccountRow } from "../accounts/queries.ts";
import { type MembersContext, MINUTE_MS } from "../context.ts";
import * as queries from "./challenge-queries.ts";

const LIFETIME_MS = 5 * MINUTE_MS;
const MAX_ATTEMPTS = 5;

/** The challenge after a correct password; part of a public response. */
export interface CodeChallenge {
  readonly challenge: string;
  readonly methods: readonly CodeMethod[];
}

type CodeMethod = "totp" | "recovery";
/** The kinds of codes that the client may send. */
export const codeMethods = (recovery: boolean): readonly CodeMethod[] =>
  recovery ? ["totp", "recovery"] : ["totp"];

/** Returns null when the account is disabled, or changed while its password was verified. */
export async function createCodeChallenge(
  members: MembersContext,
  { id: accountId, passwordHash }: AccountRow,
): Promise<CodeChallenge | null> {
  const { challenge, row } = newChallenge(members);
  const proof = proofOf(members, passwordHash);
  const stored = await members.db.first(queries.insertSignInChallenge, {
    ...row,
    accountId,
    passwordHash,
    proof,
  });
  return stored && { challenge, methods: codeMethods(stored.recovery) };
}

/** Counts an attempt before it is verified. Throws CHALLENGE_EXPIRED after five attempts or five minutes. */
export async function attemptChallenge({ db, clock }: MembersContext, challenge: string) {
  const row = await db.first(queries.attemptChallenge, {
    idHash: hashSecret(challenge),
    maxTries: MAX_ATTEMPTS,
    now: clock.now(),
  });
  if (!row) throw new DomainError("CHALLENGE_EXPIRED");
  return row;
}

/** Whether the password is still the one for which the challenge was created. */
export const isPasswordUnchanged = (members: MembersContext, proof: Buffer, passwordHash: string): boolean =>
  proof.equals(proofOf(members, passwordHash));

const proofOf = ({ sealing }: MembersContext, passwordHash: string): Buffer =>
  sealing.fingerprint(`password:${passwordHash}`);

/**
 * Creates a challenge for an authenticator. `accountId` is the owner of a new passkey; null is for a sign-in.
 */
export async function newPasskeyChallenge(
  members: MembersContext,
  accountId: string | null,
): Promise<string> {
  const { challenge, row } = newChallenge(members);
  const purpose = accountId === null ? "passkey_sign_in" : "passkey_register";
  // The client can request another challenge when a crash loses this one.
  await members.db.relaxed.rows(queries.insertChallenge, { ...row, purpose, accountId });
  return challenge;
}

/**
 * Consumes a challenge before its response is verified. Throws CHALLENGE_EXPIRED when unknown, expired or
 * consumed.
 */
export async function consumeChallenge(
  { db, clock }: MembersContext,
  challenge: string,
  purpose: queries.ChallengePurpose,
): Promise<{ accountId: string | null }> {
  const consumed = await db.first(queries.consumeChallenge, {
    idHash: hashSecret(challenge),
    purpose,
    now: clock.now(),
  });
  if (!consumed) throw new DomainError("CHALLENGE_EXPIRED");
  return consumed;
}

export async function sweepChallenges({ db, clock }: Pick<MembersContext, "db" | "clock">): Promise<void> {
  await db.rows(queries.deleteOldChallenges, { now: clock.now() });
}

function newChallenge({ clock }: MembersContext) {
  const challenge = newSecret();
  const now = clock.now();
  return {
    challenge,
    row: { idHash: hashSecret(challenge), now, expiresAt: new Date(now.getTime() + LIFETIME_MS) },
  };
}
