import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export type ChallengePurpose = "sign_in" | "passkey_register" | "passkey_sign_in";

interface NewChallenge {
  readonly idHash: Buffer;
  readonly now: Date;
  readonly expiresAt: Date;
}

/**
 * Stores a challenge for the code that follows a correct password. No row: the account is disabled, its
 * password has changed, or it no longer demands a code.
 */
export const insertSignInChallenge = prepared<
  NewChallenge & { accountId: string; passwordHash: string; proof: Buffer },
  { recovery: boolean }
>(
  (p) => sql`
    WITH challenge AS (
      INSERT INTO members.challenges (id_hash, purpose, account_id, proof, created_at, expires_at)
      SELECT ${p.idHash}::bytea, 'sign_in', id, ${p.proof}::bytea, ${p.now}::timestamptz,
             ${p.expiresAt}::timestamptz
      FROM members.accounts
      WHERE id = ${p.accountId} AND status = 'active' AND password_hash = ${p.passwordHash}
        AND EXISTS (SELECT FROM members.totp WHERE account_id = accounts.id AND secret IS NOT NULL)
      RETURNING account_id
    )
    SELECT EXISTS (
      SELECT FROM members.recovery_codes AS codes
      WHERE codes.account_id = challenge.account_id AND used_at IS NULL) AS recovery
    FROM challenge`,
);

export const insertChallenge = prepared<
  NewChallenge & { purpose: ChallengePurpose; accountId: string | null },
  never
>(
  (p) => sql`
    INSERT INTO members.challenges (id_hash, purpose, account_id, created_at, expires_at)
    VALUES (${p.idHash}, ${p.purpose}, ${p.accountId}, ${p.now}, ${p.expiresAt})`,
);

/**
 * Counts an attempt before it is verified. No row: the challenge is unknown, expired, consumed, or has no
 * attempts left.
 */
export const attemptChallenge = prepared<
  { idHash: Buffer; maxTries: number; now: Date },
  { accountId: string; proof: Buffer }
>(
  (p) => sql`
    UPDATE members.challenges SET tries = tries + 1
    WHERE id_hash = ${p.idHash} AND purpose = 'sign_in' AND tries < ${p.maxTries} AND expires_at > ${p.now}
    RETURNING account_id AS "accountId", proof`,
);

/**
 * Consumes a challenge. No row: it is unknown, expired, or was consumed. Of parallel attempts one gets the
 * row.
 */
export const consumeChallenge = prepared<
  { idHash: Buffer; purpose: ChallengePurpose; now: Date },
  { accountId: string | null }
>(
  (p) => sql`
    DELETE FROM members.challenges
    WHERE id_hash = ${p.idHash} AND purpose = ${p.purpose} AND expires_at > ${p.now}
    RETURNING account_id AS "accountId"`,
);

export const deleteOldChallenges = prepared<{ now: Date }, never>(
  (p) => sql`DELETE FROM members.challenges WHERE expires_at < ${p.now}`,
);
