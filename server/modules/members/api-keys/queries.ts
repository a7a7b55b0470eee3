import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly permissions: string[];
  readonly createdBy: { readonly id: string; readonly name: string };
  /** Null: the maker is disabled. */
  readonly makerRole: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Newest first, with expired and revoked keys. */
export const listApiKeys = prepared<{ limit: number }, ApiKeyRow>(
  (p) => sql`
    SELECT key.id, key.name, key.permissions,
           jsonb_build_object('id', maker.id, 'name', maker.name) AS "createdBy",
           key.created_at AS "createdAt", key.expires_at AS "expiresAt", key.last_used_at AS "lastUsedAt",
           key.revoked_at AS "revokedAt",
           CASE WHEN maker.status = 'active' THEN maker.role END AS "makerRole"
    FROM members.api_keys AS key JOIN members.accounts AS maker ON maker.id = key.created_by
    ORDER BY key.id DESC LIMIT ${p.limit}`,
);

export const insertApiKey = prepared<
  {
    id: string;
    name: string;
    permissions: readonly string[];
    secretHash: Buffer;
    createdBy: string;
    now: Date;
    expiresAt: Date;
  },
  never
>(
  (p) => sql`
    INSERT INTO members.api_keys (id, name, permissions, secret_hash, created_by, created_at, expires_at)
    VALUES (${p.id}, ${p.name}, ${p.permissions}::text[], ${p.secretHash}, ${p.createdBy}, ${p.now},
            ${p.expiresAt})`,
);

/** No row: the key is unknown, or was revoked before. */
export const revokeApiKey = prepared<{ id: string; now: Date }, { name: string; permissions: string[] }>(
  (p) => sql`
    UPDATE members.api_keys SET revoked_at = ${p.now} WHERE id = ${p.id} AND revoked_at IS NULL
    RETURNING name, permissions`,
);

/** A valid key with its maker's current role. No row: there is no valid key, or its maker is disabled. */
export const findApiKey = prepared<
  { id: string; secretHash: Buffer; now: Date },
  {
    id: string;
    name: string;
    permissions: string[];
    makerId: string;
    makerRole: string;
    lastUsedAt: Date | null;
  }
>(
  (p) => sql`
    SELECT key.id, key.name, key.permissions, maker.id AS "makerId", maker.role AS "makerRole",
           key.last_used_at AS "lastUsedAt"
    FROM members.api_keys AS key JOIN members.accounts AS maker ON maker.id = key.created_by
    WHERE key.id = ${p.id} AND key.secret_hash = ${p.secretHash} AND key.revoked_at IS NULL
      AND key.expires_at > ${p.now} AND maker.status = 'active'`,
);

/** Of concurrent requests one writes. */
export const touchApiKey = prepared<{ id: string; now: Date; usedBefore: Date }, never>(
  (p) => sql`
    UPDATE members.api_keys SET last_used_at = ${p.now}
    WHERE id = ${p.id} AND (last_used_at IS NULL OR last_used_at < ${p.usedBefore})`,
);
