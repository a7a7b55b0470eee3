/**
 * Tokens of the links in mails: 256 random bits that only the mail contains; the database stores their hash.
 * One link per account and purpose is valid at a time, and works once. The link opens a page, and the page
 * sends the token by POST, because mail scanners open links.
 */

import { after } from "../../../platform/clock.ts";
import type { Queryable } from "../../../platform/db/db.ts";
import { hashSecret, newSecret } from "../../../platform/ids.ts";
import { DAY_MS, type MembersContext, MINUTE_MS } from "../context.ts";
import * as queries from "./token-queries.ts";

export type { TokenPurpose, TokenRow } from "./token-queries.ts";

export const tokenLifetimesMs: Readonly<Record<queries.TokenPurpose, number>> = {
  verify_email: DAY_MS,
  reset_password: 30 * MINUTE_MS,
  change_email: DAY_MS,
  invite_staff: 3 * DAY_MS,
};

export interface TokenRequest {
  readonly purpose: queries.TokenPurpose;
  /** Null for an invitation. */
  readonly accountId: string | null;
  /** The e-mail that the mail goes to, or the id of the invitation. */
  readonly subject: string;
  /** The time of the event that requested the mail. */
  readonly at: Date;
}

/**
 * Returns a new token, which replaces the previous one. Null: a later mail was requested, so this one must
 * not be sent.
 */
export async function issueToken(
  { db, clock }: Pick<MembersContext, "db" | "clock">,
  { purpose, accountId, subject, at: askedAt }: TokenRequest,
): Promise<string | null> {
  const token = newSecret();
  const stored = await db.transaction(async (trx) => {
    if (accountId !== null) await trx.first(queries.lockOwner, { accountId });
    return trx.first(queries.issueToken, {
      tokenHash: hashSecret(token),
      purpose,
      accountId,
      subject,
      askedAt,
      now: clock.now(),
      expiresAt: after(clock, tokenLifetimesMs[purpose]),
    });
  });
  return stored && token;
}

export interface PresentedToken {
  readonly token: string;
  readonly purpose: queries.TokenPurpose;
  readonly now: Date;
}

/**
 * Consumes a token, in the same transaction as the change that it allows. Null: unknown, consumed, expired or
 * replaced. The caller checks that the account is active, and for `verify_email` and `reset_password` that
 * its e-mail is still `subject`.
 */
export const consumeToken = (
  trx: Queryable,
  { token, ...rest }: PresentedToken,
): Promise<queries.TokenRow | null> =>
  trx.first(queries.consumeToken, { tokenHash: hashSecret(token), ...rest });

/** Returns the result of `consumeToken`, but the token stays valid. */
export const findToken = (
  db: Queryable,
  { token, ...rest }: PresentedToken,
): Promise<queries.TokenRow | null> => db.first(queries.findToken, { tokenHash: hashSecret(token), ...rest });

/** Longer than all delivery attempts of an event take (25 attempts, in about 101 hours). */
const LATEST_DELIVERY_MS = 5 * DAY_MS;

/**
 * Revokes links, also those whose event still waits for delivery: after a reset, or when the e-mail has
 * changed. The transaction must have changed the account's row before.
 */
export async function revokeTokens(
  trx: Queryable,
  revoked: {
    readonly accountId: string;
    readonly purposes: readonly queries.TokenPurpose[];
    readonly now: Date;
  },
): Promise<void> {
  const expiresAt = new Date(revoked.now.getTime() + LATEST_DELIVERY_MS);
  await trx.rows(queries.revokeTokens, { ...revoked, expiresAt });
}

/** Deletes tokens that expired more than a day ago. */
export async function sweepTokens({ db, clock }: Pick<MembersContext, "db" | "clock">): Promise<void> {
  await db.rows(queries.deleteOldTokens, { expiredBefore: after(clock, -DAY_MS) });
}
