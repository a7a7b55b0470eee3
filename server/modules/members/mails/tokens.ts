/**
 * Tokens of the links in mails: 256 random bits that stand in the mail alone; the database holds their hash. One link of
 * an account and purpose is good at a time, and once. A page shows the link; a POST takes the token, because mail
 * scanners open links.
 */

import { after } from "../../../platform/clock.ts";
import type { Queryable } from "../../../platform/db/db.ts";
import { hashSecret, newSecret } from "../../../platform/ids.ts";
import type { MembersContext } from "../context.ts";
import { DAY_MS, MINUTE_MS } from "../context.ts";
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
  /** When the mail was asked for, as the event says. */
  readonly at: Date;
}

/** A new token, in the place of the one before it. Null: a later mail was asked for, so this one must not be sent. */
export async function issueToken(
  { db, clock }: Pick<MembersContext, "db" | "clock">,
  asked: TokenRequest,
): Promise<string | null> {
  const token = newSecret();
  const { purpose, accountId, subject, at: askedAt } = asked;
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
 * Uses a token up, together with what it allows if `trx` is a transaction. Null: unknown, used, over, or replaced. Whoever
 * takes it looks whether what it proves still holds: that the account is active, and that its e-mail is still `subject`
 * for `verify_email` and `reset_password`.
 */
export const consumeToken = (
  trx: Queryable,
  { token, ...given }: PresentedToken,
): Promise<queries.TokenRow | null> =>
  trx.first(queries.consumeToken, { tokenHash: hashSecret(token), ...given });

/** What `takeToken` would answer; the token stays good. */
export const findToken = (db: Queryable, { token, ...given }: PresentedToken): Promise<queries.TokenRow | null> =>
  db.first(queries.findToken, { tokenHash: hashSecret(token), ...given });

/** Longer than an event is delivered again and again (25 times, in about 101 hours). */
const LATEST_DELIVERY_MS = 5 * DAY_MS;

/**
 * Makes links worthless that are on their way, also where the event that asks for the mail still waits: after a reset, or when
 * the e-mail has changed. For a transaction that has changed the account's row before.
 */
export async function revokeTokens(
  trx: Queryable,
  revoked: {
    readonly accountId: string;
    readonly purposes: readonly queries.TokenPurpose[];
    readonly now: Date;
  },
): Promise<void> {
  const keptUntil = new Date(revoked.now.getTime() + LATEST_DELIVERY_MS);
  await trx.rows(queries.revokeTokens, { ...revoked, keptUntil });
}

/** Deletes what has been of no use for a day. */
export async function sweepTokens({ db, clock }: Pick<MembersContext, "db" | "clock">): Promise<void> {
  await db.rows(queries.deleteOldTokens, { expiredBefore: after(clock, -DAY_MS) });
}
