import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";
import { publish } from "../../../platform/jobs/publish.ts";
import { members } from "../contract.ts";

export interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly backedUp: boolean;
}

const columns = sql.raw(
  `id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt", backed_up AS "backedUp"`,
);

export const listPasskeys = prepared<{ accountId: string; limit: number }, PasskeyRow>(
  (p) => sql`
    SELECT ${columns} FROM members.passkeys WHERE account_id = ${p.accountId}
    ORDER BY created_at, id LIMIT ${p.limit}`,
);

/** The credentials of an account, so that no authenticator is registered twice. */
export const listCredentials = prepared<
  { accountId: string; limit: number },
  { credentialId: Buffer; transports: string[] }
>(
  (p) => sql`
    SELECT credential_id AS "credentialId", transports FROM members.passkeys
    WHERE account_id = ${p.accountId} ORDER BY created_at, id LIMIT ${p.limit}`,
);

/** Serialises transactions that add passkeys to the account. No row: it is deleted or disabled. */
export const lockAccount = prepared<{ accountId: string }, { email: string }>(
  (p) => sql`SELECT email FROM members.accounts WHERE id = ${p.accountId} AND status = 'active' FOR UPDATE`,
);

/** The number of passkeys of the account, and whether the session that adds one has not been revoked. */
export const countPasskeys = prepared<
  { accountId: string; sessionId: string },
  { count: number; live: boolean }
>(
  (p) => sql`
    SELECT (SELECT count(*) FROM members.passkeys WHERE account_id = ${p.accountId}) AS count,
           EXISTS (SELECT FROM members.sessions
                   WHERE id = ${p.sessionId} AND revoked_at IS NULL) AS live`,
);

interface NewPasskey {
  readonly id: string;
  readonly accountId: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  readonly name: string;
  readonly backedUp: boolean;
  readonly now: Date;
}

/** Stores a passkey and publishes the change. No row: an account has this credential already. */
export const insertPasskey = prepared<NewPasskey, PasskeyRow>(
  (p) => sql`
    WITH added AS (
      INSERT INTO members.passkeys
        (id, account_id, credential_id, public_key, counter, transports, name, backed_up, created_at)
      VALUES (${p.id}, ${p.accountId}, ${p.credentialId}, ${p.publicKey}, ${p.counter}, ${p.transports},
              ${p.name}, ${p.backedUp}, ${p.now})
      ON CONFLICT (credential_id) DO NOTHING
      RETURNING *
    ), published AS (
      SELECT ${publish(members.events.secondFactorChanged, {
        memberId: sql`account_id`,
        what: "passkeyAdded",
      })}
      FROM added
    )
    SELECT ${columns}, (SELECT count(*) FROM published) AS published FROM added`,
);

/** No row: it is not the member's. */
export const renamePasskey = prepared<{ id: string; accountId: string; name: string }, PasskeyRow>(
  (p) => sql`
    UPDATE members.passkeys SET name = ${p.name}
    WHERE id = ${p.id} AND account_id = ${p.accountId} RETURNING ${columns}`,
);

/** Deletes a passkey and publishes the change. No row: it is not the member's. */
export const deletePasskey = prepared<{ id: string; accountId: string }, { id: string }>(
  (p) => sql`
    WITH removed AS (
      DELETE FROM members.passkeys
      WHERE id = ${p.id} AND account_id = ${p.accountId} RETURNING id, account_id
    ), published AS (
      SELECT ${publish(members.events.secondFactorChanged, {
        memberId: sql`account_id`,
        what: "passkeyRemoved",
      })}
      FROM removed
    )
    SELECT id, (SELECT count(*) FROM published) AS published FROM removed`,
);

export interface CredentialRow {
  readonly id: string;
  readonly accountId: string;
  readonly publicKey: Buffer<ArrayBuffer>;
}

export const findCredential = prepared<{ credentialId: Buffer }, CredentialRow>(
  (p) => sql`
    SELECT id, account_id AS "accountId", public_key AS "publicKey"
    FROM members.passkeys WHERE credential_id = ${p.credentialId}`,
);

/**
 * Records a use of a passkey. No row: its counter did not increase although the authenticator counts, so the
 * passkey may exist twice; or the passkey was removed meanwhile.
 */
export const usePasskey = prepared<
  { id: string; counter: number; backedUp: boolean; now: Date },
  { id: string }
>(
  (p) => sql`
    UPDATE members.passkeys SET counter = ${p.counter}, backed_up = ${p.backedUp}, last_used_at = ${p.now}
    WHERE id = ${p.id} AND (counter < ${p.counter} OR (counter = 0 AND ${p.counter}::bigint = 0))
    RETURNING id`,
);
