/** Registers, renames and removes the passkeys of an account. */
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { findAccountById } from "../accounts/queries.ts";
import type { MembersContext } from "../context.ts";
import { consumeChallenge, newPasskeyChallenge } from "./challenges.ts";
import { changeAndEndOtherSessions, type SignedInMember } from "./factors.ts";
import * as queries from "./passkey-queries.ts";
import { creationOptions, readRegistration } from "./webauthn.ts";

export const MAX_PASSKEYS = 20;

export const listPasskeys = ({ db }: MembersContext, accountId: string): Promise<queries.PasskeyRow[]> =>
  db.rows(queries.listPasskeys, { accountId, limit: MAX_PASSKEYS });

/** Returns the options for the browser to make a passkey. Throws PASSKEY_LIMIT for a member with twenty. */
export async function beginPasskey(members: MembersContext, accountId: string, language: Language) {
  const { db, issuer, shopSettings } = members;
  const [shop, account, known] = await Promise.all([
    shopSettings.shopName({}),
    db.first(findAccountById, { id: accountId }),
    db.rows(queries.listCredentials, { accountId, limit: MAX_PASSKEYS }),
  ]);
  if (!account) throw new DomainError("UNAUTHENTICATED");
  if (known.length >= MAX_PASSKEYS) throw new DomainError("PASSKEY_LIMIT");
  const challenge = await newPasskeyChallenge(members, accountId);
  const { email, name } = account;
  const request = { shopName: shop[language], accountId, email, name, challenge, known };
  const options = await creationOptions(issuer, request);
  return { challengeId: challenge, options };
}

export interface NewPasskey {
  readonly challengeId: string;
  readonly name: string;
  readonly response: RegistrationResponseJSON;
}

/**
 * Stores the passkey that the browser made. Throws CHALLENGE_EXPIRED for a challenge that is expired,
 * consumed or another member's, INVALID_INPUT for a response that does not match it or for a known
 * credential, and PASSKEY_LIMIT.
 */
export async function addPasskey(
  members: MembersContext,
  { id: accountId, sessionId }: SignedInMember,
  { challengeId, name, response }: NewPasskey,
): Promise<queries.PasskeyRow> {
  const { db, clock } = members;
  const challenge = await consumeChallenge(members, challengeId, "passkey_register");
  if (challenge.accountId !== accountId) throw new DomainError("CHALLENGE_EXPIRED");
  const registration = await registrationOf(members, challengeId, response);
  const now = clock.now();
  const transports = response.response.transports ?? [];
  const row = { id: newId(now), accountId, ...registration, transports, name: name.trim(), now };
  return db.transaction(async (trx) => {
    if (!(await trx.first(queries.lockAccount, { accountId }))) throw new DomainError("UNAUTHENTICATED");
    // Read under the lock: a password reset removes all passkeys, and no new one may be added after it.
    const usage = await trx.first(queries.countPasskeys, { accountId, sessionId });
    if (!usage?.live) throw new DomainError("UNAUTHENTICATED");
    if (usage.count >= MAX_PASSKEYS) throw new DomainError("PASSKEY_LIMIT");
    const added = await trx.first(queries.insertPasskey, row);
    if (!added) throw invalidPasskey();
    return added;
  });
}

async function registrationOf(
  { issuer }: MembersContext,
  challenge: string,
  response: RegistrationResponseJSON,
) {
  try {
    return await readRegistration(issuer, challenge, response);
  } catch (error) {
    // The response comes from the client and is the only input: every failure here is caused by it.
    throw invalidPasskey(error);
  }
}

const invalidPasskey = (cause?: unknown): DomainError =>
  inputError([inputProblem("/response", "PASSKEY")], cause);

/** Throws NOT_FOUND for a passkey that is not the member's. */
export async function renamePasskey(
  { db }: MembersContext,
  accountId: string,
  id: string,
  name: string,
): Promise<queries.PasskeyRow> {
  const renamed = await db.first(queries.renamePasskey, { id, accountId, name: name.trim() });
  if (!renamed) throw new DomainError("NOT_FOUND");
  return renamed;
}

/**
 * Removes a passkey and ends the member's other sessions. Throws NOT_FOUND for one that is not the member's.
 */
export async function removePasskey(
  members: MembersContext,
  member: SignedInMember,
  id: string,
): Promise<void> {
  await changeAndEndOtherSessions(members, member, async (trx) => {
    if (!(await trx.first(queries.deletePasskey, { id, accountId: member.id })))
      throw new DomainError("NOT_FOUND");
  });
}
