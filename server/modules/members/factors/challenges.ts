/**
 * Challenges: secrets of 256 random bits that somebody has to come back with within five MINUTE_MS, once. The database
 * holds their hashes.
 */

import { DomainError } from "../../../platform/errors.ts";
import { hashSecret, newSecret } from "../../../platform/ids.ts";
import type { AccountRow } from "../accounts/queries.ts";
import { type MembersContext, MINUTE_MS } from "../context.ts";
import * as queries from "./challenge-queries.ts";

const LIFETIME_MS = 5 * MINUTE_MS;
const MAX_TRIES = 5;

/** What somebody with a right password is asked for; a public answer. */
export interface CodeChallenge {
  readonly challenge: string;
  readonly methods: readonly CodeMethod[];
}

type CodeMethod = "totp" | "recovery";
/** What may be typed where a code is asked for. */
export const codeMethods = (recovery: boolean): readonly CodeMethod[] =>
  recovery ? ["totp", "recovery"] : ["totp"];

/** Null: the account may not sign in, or it changed while its password was checked. */
export async function createCodeChallenge(
  members: MembersContext,
  { id: accountId, passwordHash }: AccountRow,
): Promise<CodeChallenge | null> {
  const { challenge, row } = made(members);
  const proof = proofOf(members, passwordHash);
  const stored = await members.db.first(queries.insertSignInChallenge, {
    ...row,
    accountId,
    passwordHash,
    proof,
  });
  return stored && { challenge, methods: codeMethods(stored.recovery) };
}

/** Counts a try before it is judged. Throws CHALLENGE_EXPIRED after five tries or five MINUTE_MS. */
export async function attemptChallenge({ db, clock }: MembersContext, challenge: string) {
  const row = await db.first(queries.attemptChallenge, {
    idHash: hashSecret(challenge),
    maxTries: MAX_TRIES,
    now: clock.now(),
  });
  if (!row) throw new DomainError("CHALLENGE_EXPIRED");
  return row;
}

/** Whether the password is still the one that was right when the challenge was made. */
export const isPasswordUnchanged = (members: MembersContext, proof: Buffer, passwordHash: string): boolean =>
  proof.equals(proofOf(members, passwordHash));

const proofOf = ({ sealing }: MembersContext, passwordHash: string): Buffer =>
  sealing.fingerprint(`password:${passwordHash}`);

/** A challenge for an authenticator to sign. `accountId`: whose new passkey; null: whoever has one. */
export async function newPasskeyChallenge(
  members: MembersContext,
  accountId: string | null,
): Promise<string> {
  const { challenge, row } = made(members);
  const purpose = accountId === null ? "passkey_sign_in" : "passkey_register";
  // One that a crash loses is asked for again.
  await members.db.relaxed.rows(queries.insertChallenge, { ...row, purpose, accountId });
  return challenge;
}

/** Uses a challenge up, before what came with it is judged. Throws CHALLENGE_EXPIRED for one that is unknown, old or used. */
export async function consumeChallenge(
  { db, clock }: MembersContext,
  challenge: string,
  purpose: queries.ChallengePurpose,
): Promise<{ accountId: string | null }> {
  const taken = await db.first(queries.consumeChallenge, {
    idHash: hashSecret(challenge),
    purpose,
    now: clock.now(),
  });
  if (!taken) throw new DomainError("CHALLENGE_EXPIRED");
  return taken;
}

export async function sweepChallenges({ db, clock }: Pick<MembersContext, "db" | "clock">): Promise<void> {
  await db.rows(queries.deleteOldChallenges, { now: clock.now() });
}

function made({ clock }: MembersContext) {
  const challenge = newSecret();
  const now = clock.now();
  return {
    challenge,
    row: { idHash: hashSecret(challenge), now, expiresAt: new Date(now.getTime() + LIFETIME_MS) },
  };
}
