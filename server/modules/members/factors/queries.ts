/** What an account has beside its password, and the statements of one-time codes. Those of passkeys: passkey-queries.ts. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { members } from "../contract.ts";

export interface FactorsRow {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
}

export const findFactors = prepared<{ accountId: string }, FactorsRow>(
  (p) => sql`
    SELECT EXISTS (SELECT FROM members.totp WHERE account_id = ${p.accountId} AND secret IS NOT NULL) AS totp,
           (SELECT count(*) FROM members.passkeys WHERE account_id = ${p.accountId}) AS passkeys,
           (SELECT count(*) FROM members.recovery_codes
            WHERE account_id = ${p.accountId} AND used_at IS NULL) AS "recoveryCodesLeft"`,
);

/** Takes everything away that signs in beside the password, also what is on its way. */
export const deleteFactors = prepared<{ accountId: string }, never>(
  (p) => sql`
    WITH totp AS (
      DELETE FROM members.totp WHERE account_id = ${p.accountId}
    ), codes AS (
      DELETE FROM members.recovery_codes WHERE account_id = ${p.accountId}
    ), passkeys AS (
      DELETE FROM members.passkeys WHERE account_id = ${p.accountId}
    )
    DELETE FROM members.challenges WHERE account_id = ${p.accountId}`,
);

export interface TotpRow {
  /** Sealed; null while none was confirmed. */
  readonly secret: string | null;
  /** Sealed; null unless one is being set up. */
  readonly pendingSecret: string | null;
}

export const findTotp = prepared<{ accountId: string }, TotpRow>(
  (p) =>
    sql`SELECT secret, pending_secret AS "pendingSecret" FROM members.totp WHERE account_id = ${p.accountId}`,
);

/** As `findTotp`. Whoever holds the lock is alone in changing the account's codes. */
export const lockTotp = prepared<{ accountId: string }, TotpRow>(
  (p) => sql`
    SELECT secret, pending_secret AS "pendingSecret" FROM members.totp WHERE account_id = ${p.accountId} FOR UPDATE`,
);

/** A secret to be set up, in the place of another that was not confirmed. The one that counts is not touched. */
export const upsertPendingTotp = prepared<
  { accountId: string; pendingSecret: string; now: Date },
  { email: string }
>(
  (p) => sql`
    WITH account AS (
      SELECT id, email FROM members.accounts WHERE id = ${p.accountId} AND status = 'active'
    ), stored AS (
      INSERT INTO members.totp (account_id, pending_secret, created_at)
      SELECT id, ${p.pendingSecret}, ${p.now}::timestamptz FROM account
      ON CONFLICT (account_id) DO UPDATE SET pending_secret = excluded.pending_secret
      RETURNING account_id
    )
    SELECT email FROM account JOIN stored ON stored.account_id = account.id`,
);

/** Makes a pending secret the one that counts, and announces it. No row: it is not the pending one any more. */
export const confirmTotp = prepared<
  { accountId: string; pendingSecret: string; step: number; now: Date },
  { accountId: string }
>(
  (p) => sql`
    WITH confirmed AS (
      UPDATE members.totp
      SET secret = pending_secret, pending_secret = NULL, confirmed_at = ${p.now}, last_step = ${p.step}
      WHERE account_id = ${p.accountId} AND pending_secret = ${p.pendingSecret}
      RETURNING account_id
    ), published AS (
      SELECT ${publish(members.events.secondFactorChanged, { memberId: sql`account_id`, what: "totpOn" })} FROM confirmed
    )
    SELECT account_id AS "accountId", (SELECT count(*) FROM published) AS published FROM confirmed`,
);

/** Takes a code: its step is used up, and all before it. No row: it was used, or the secret is another by now. */
export const consumeStep = prepared<
  { accountId: string; secret: string; step: number },
  { accountId: string }
>(
  (p) => sql`
    UPDATE members.totp SET last_step = ${p.step}
    WHERE account_id = ${p.accountId} AND secret = ${p.secret} AND last_step < ${p.step}
    RETURNING account_id AS "accountId"`,
);

/** Removes the app that counts, with its recovery codes, and announces it. No row: there was none. */
export const deleteTotp = prepared<{ accountId: string }, { accountId: string }>(
  (p) => sql`
    WITH removed AS (
      DELETE FROM members.totp WHERE account_id = ${p.accountId} AND secret IS NOT NULL RETURNING account_id
    ), codes AS (
      DELETE FROM members.recovery_codes AS codes USING removed WHERE codes.account_id = removed.account_id
    ), published AS (
      SELECT ${publish(members.events.secondFactorChanged, { memberId: sql`account_id`, what: "totpOff" })} FROM removed
    )
    SELECT account_id AS "accountId", (SELECT count(*) FROM published) AS published FROM removed`,
);

/** A new set of recovery codes in the place of the old one. To be run by the holder of `lockTotp`. */
export const replaceRecoveryCodes = prepared<{ accountId: string; hashes: Buffer[]; now: Date }, never>(
  (p) => sql`
    WITH old AS (
      DELETE FROM members.recovery_codes WHERE account_id = ${p.accountId}
    )
    INSERT INTO members.recovery_codes (account_id, code_hash, created_at)
    SELECT ${p.accountId}::uuid, hash, ${p.now}::timestamptz FROM unnest(${p.hashes}::bytea[]) AS hash`,
);

export const publishRecoveryCodesRenewed = prepared<{ accountId: string }, { published: unknown }>(
  (p) => sql`
    SELECT ${publish(members.events.secondFactorChanged, { memberId: sql`${p.accountId}::text`, what: "recoveryCodesRenewed" })} AS published`,
);

/** Uses a recovery code up. No row: it is none, or was used. Of parallel tries one gets the row. */
export const consumeRecoveryCode = prepared<
  { accountId: string; hash: Buffer; now: Date },
  { accountId: string }
>(
  (p) => sql`
    UPDATE members.recovery_codes SET used_at = ${p.now}
    WHERE account_id = ${p.accountId} AND code_hash = ${p.hash} AND used_at IS NULL
    RETURNING account_id AS "accountId"`,
);
