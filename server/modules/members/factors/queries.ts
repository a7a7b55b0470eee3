/**
 * The factors of an account, and the statements of one-time codes. For those of passkeys see
 * passkey-queries.ts.
 */
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
    SELECT EXISTS (SELECT FROM members.totp
                   WHERE account_id = ${p.accountId} AND secret IS NOT NULL) AS totp,
           (SELECT count(*) FROM members.passkeys WHERE account_id = ${p.accountId}) AS passkeys,
           (SELECT count(*) FROM members.recovery_codes
            WHERE account_id = ${p.accountId} AND used_at IS NULL) AS "recoveryCodesLeft"`,
);

/** Deletes everything beside the password that can sign in, including challenges in progress. */
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
  /** Sealed; null until one is confirmed. */
  readonly secret: string | null;
  /** Sealed; null unless one is being set up. */
  readonly pendingSecret: string | null;
}

export const findTotp = prepared<{ accountId: string }, TotpRow>(
  (p) =>
    sql`SELECT secret, pending_secret AS "pendingSecret" FROM members.totp WHERE account_id = ${p.accountId}`,
);

/** As `findTotp`, and serialises transactions that change the account's codes. */
export const lockTotp = prepared<{ accountId: string }, TotpRow>(
  (p) => sql`
    SELECT secret, pending_secret AS "pendingSecret"
    FROM members.totp WHERE account_id = ${p.accountId} FOR UPDATE`,
);

/**
 * Stores a secret for set-up, and replaces an earlier unconfirmed one. The confirmed secret is not changed.
 */
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

/** Confirms the pending secret and publishes the change. No row: it is no longer the pending one. */
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
      SELECT ${publish(members.events.secondFactorChanged, { memberId: sql`account_id`, what: "totpOn" })}
      FROM confirmed
    )
    SELECT account_id AS "accountId", (SELECT count(*) FROM published) AS published FROM confirmed`,
);

/**
 * Consumes the time step of a code, and all earlier steps. No row: it was consumed, or the secret has
 * changed.
 */
export const consumeStep = prepared<
  { accountId: string; secret: string; step: number },
  { accountId: string }
>(
  (p) => sql`
    UPDATE members.totp SET last_step = ${p.step}
    WHERE account_id = ${p.accountId} AND secret = ${p.secret} AND last_step < ${p.step}
    RETURNING account_id AS "accountId"`,
);

/** Deletes the confirmed app with its recovery codes, and publishes the change. No row: there was no app. */
export const deleteTotp = prepared<{ accountId: string }, { accountId: string }>(
  (p) => sql`
    WITH removed AS (
      DELETE FROM members.totp
      WHERE account_id = ${p.accountId} AND secret IS NOT NULL RETURNING account_id
    ), codes AS (
      DELETE FROM members.recovery_codes AS codes USING removed WHERE codes.account_id = removed.account_id
    ), published AS (
      SELECT ${publish(members.events.secondFactorChanged, { memberId: sql`account_id`, what: "totpOff" })}
      FROM removed
    )
    SELECT account_id AS "accountId", (SELECT count(*) FROM published) AS published FROM removed`,
);

/** Replaces the set of recovery codes. The transaction must hold `lockTotp`. */
export const replaceRecoveryCodes = prepared<{ accountId: string; hashes: Buffer[]; now: Date }, never>(
  (p) => sql`
    WITH deleted AS (
      DELETE FROM members.recovery_codes WHERE account_id = ${p.accountId}
    )
    INSERT INTO members.recovery_codes (account_id, code_hash, created_at)
    SELECT ${p.accountId}::uuid, hash, ${p.now}::timestamptz FROM unnest(${p.hashes}::bytea[]) AS hash`,
);

export const publishRecoveryCodesRenewed = prepared<{ accountId: string }, { published: unknown }>(
  (p) => sql`
    SELECT ${publish(members.events.secondFactorChanged, {
      memberId: sql`${p.accountId}::text`,
      what: "recoveryCodesRenewed",
    })} AS published`,
);

/** Consumes a recovery code. No row: it is unknown or was consumed. Of parallel attempts one gets the row. */
export const consumeRecoveryCode = prepared<
  { accountId: string; hash: Buffer; now: Date },
  { accountId: string }
>(
  (p) => sql`
    UPDATE members.recovery_codes SET used_at = ${p.now}
    WHERE account_id = ${p.accountId} AND code_hash = ${p.hash} AND used_at IS NULL
    RETURNING account_id AS "accountId"`,
);
