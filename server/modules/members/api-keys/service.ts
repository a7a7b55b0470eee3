/** API keys of programs. A key has the permissions of its scopes, and never more than its maker has today. */

import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { after } from "../../../platform/clock.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { hashSecret, newId, newSecret } from "../../../platform/ids.ts";
import { DAY_MS, type MembersContext, MINUTE_MS } from "../context.ts";
import type { AuthenticatedActor } from "../contract.ts";
import { holdsAll, permissionsOf, personalPermissions } from "../roles.ts";
import { beginningOf, readApiKey, writeApiKey } from "./api-key.ts";
import * as queries from "./queries.ts";

/** A shop with more shows the newest. */
const MAX_KEYS = 500;

/** The keys, the newest first, each with what it may do at this moment. */
export async function listApiKeys({ db, clock }: MembersContext) {
  const rows = await db.rows(queries.listApiKeys, { limit: MAX_KEYS });
  const now = clock.now();
  return rows.map(({ makerRole, ...key }) => {
    const valid = key.revokedAt === null && key.expiresAt > now && makerRole !== null;
    return {
      ...key,
      beginning: beginningOf(key.id),
      allowed: valid ? scopesOf(key.permissions, makerRole) : [],
    };
  });
}

/** What both the scopes of a key and the role that its maker has today allow. */
function scopesOf(permissions: readonly string[], makerRole: string): string[] {
  const held: readonly string[] = permissionsOf(makerRole);
  return permissions.filter((each) => held.includes(each));
}

interface NewApiKey {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly expiresInDays: number;
}

/**
 * Makes a key, and returns its text, which cannot be read again. Throws INVALID_INPUT for a scope that is for
 * people alone, and FORBIDDEN for one that its maker lacks.
 */
export async function createApiKey(
  { db, clock }: MembersContext,
  { actor, origin }: Caller,
  { name, permissions, expiresInDays }: NewApiKey,
) {
  refusePersonal(permissions);
  if (!holdsAll(actor.permissions, permissions)) throw new DomainError("FORBIDDEN");
  const now = clock.now();
  const id = newId(now);
  const secret = newSecret();
  const expiresAt = after(clock, expiresInDays * DAY_MS);
  await db.transaction(async (trx) => {
    const key = {
      id,
      name,
      permissions,
      secretHash: hashSecret(secret),
      createdBy: actor.id,
      now,
      expiresAt,
    };
    await trx.rows(queries.insertApiKey, key);
    const facts = { subject: `key:${id}`, after: { name, permissions, expiresAt } };
    await recordAction(trx, { actor, origin, action: "key.create", ...facts, now });
  });
  return { id, key: writeApiKey(id, secret), name, permissions: [...permissions], createdAt: now, expiresAt };
}

function refusePersonal(permissions: readonly string[]): void {
  const personal: readonly string[] = personalPermissions;
  const problems = permissions.flatMap((each, at) =>
    personal.includes(each)
      ? [{ ...inputProblem(`/permissions/${at}`, "UNKNOWN_VALUE"), text: "PEOPLE_ALONE" }]
      : [],
  );
  if (problems.length > 0) throw inputError(problems);
}

/** Revokes a key at once, in every process. Throws NOT_FOUND for an unknown or revoked key. */
export async function revokeApiKey({ db, clock }: MembersContext, by: Caller, id: string): Promise<void> {
  const now = clock.now();
  await db.transaction(async (trx) => {
    const before = await trx.first(queries.revokeApiKey, { id, now });
    if (!before) throw new DomainError("NOT_FOUND");
    await recordAction(trx, {
      ...by,
      action: "key.revoke",
      subject: `key:${id}`,
      before: { ...before },
      now,
    });
  });
}

/**
 * Returns the holder of a key by one look-up. Throws UNAUTHENTICATED for an invalid, expired or revoked key.
 */
export async function findKeyHolder(members: MembersContext, text: string): Promise<AuthenticatedActor> {
  const { db, clock } = members;
  const parsed = readApiKey(text);
  const key = parsed && (await db.first(queries.findApiKey, { ...parsed, now: clock.now() }));
  if (!key) throw new DomainError("UNAUTHENTICATED");
  await recordUse(members, key);
  return {
    kind: "key",
    id: key.id,
    personId: key.makerId,
    sessionId: null,
    name: key.name,
    permissions: scopesOf(key.permissions, key.makerRole),
    authenticatedAt: null,
    secondFactorDue: false,
  };
}

const RECORD_USE_EVERY_MS = MINUTE_MS;

async function recordUse(
  { db, clock }: MembersContext,
  { id, lastUsedAt }: { id: string; lastUsedAt: Date | null },
): Promise<void> {
  const usedBefore = after(clock, -RECORD_USE_EVERY_MS);
  if (lastUsedAt !== null && lastUsedAt >= usedBefore) return;
  // When a database crash loses it, the next use records it again.
  await db.relaxed.rows(queries.touchApiKey, { id, now: clock.now(), usedBefore });
}
