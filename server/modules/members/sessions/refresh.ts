/**
 * Rotation of refresh tokens (RFC 9700 §4.14). Each use returns a successor. A token used again within 20 s
 * by the same client is a lost response or a second tab, and gets the same successor. A token used again
 * later or by another client was copied: the session ends, and a mail tells its owner.
 */

import { after } from "../../../platform/clock.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { hashSecret, newId } from "../../../platform/ids.ts";
import { type MembersContext, sessionLifetimes } from "../context.ts";
import { type SignInResult, signInResultOf } from "./open-session.ts";
import * as queries from "./queries.ts";
import { isRefreshToken, successorOf } from "./refresh-token.ts";

const GRACE_MS = 20_000;

/** Throws UNAUTHENTICATED for an invalid or expired token. */
export async function refresh(
  members: MembersContext,
  token: string | null,
  origin: Origin,
): Promise<SignInResult> {
  if (token === null || !isRefreshToken(token)) throw new DomainError("UNAUTHENTICATED");
  const tokenHash = hashSecret(token);
  const find = () => members.db.first(queries.findRefreshToken, { tokenHash, now: members.clock.now() });
  const current = await find();
  if (!current) throw new DomainError("UNAUTHENTICATED");
  const successor = successorOf(token, current.rotationKey);
  if (current.usedAt === null && (await rotate(members, current, successor, origin))) {
    return resultOf(members, current, successor);
  }
  // The token was used before, or by a concurrent request.
  const used = await find();
  if (!used) throw new DomainError("UNAUTHENTICATED");
  if (!isWithinGracePeriod(used, origin, members.clock.now())) return endReplayed(members, used);
  return resultOf(members, used, successor);
}

async function rotate(
  { db, clock }: MembersContext,
  current: queries.RefreshRow,
  successor: string,
  { userAgent }: Origin,
): Promise<boolean> {
  const now = clock.now();
  const rotated = await db.first(queries.rotateToken, {
    tokenId: current.tokenId,
    successorId: newId(now),
    successorHash: hashSecret(successor),
    usedBy: userAgent,
    now,
    idleExpiresAt: idleEnd(current, clock),
  });
  return rotated !== null;
}

const idleEnd = ({ audience, absoluteExpiresAt }: queries.RefreshRow, clock: MembersContext["clock"]): Date =>
  new Date(Math.min(after(clock, sessionLifetimes[audience].idleMs).getTime(), absoluteExpiresAt.getTime()));

const isWithinGracePeriod = (
  { usedAt, usedBy }: queries.RefreshRow,
  { userAgent }: Origin,
  now: Date,
): boolean => usedAt !== null && now.getTime() - usedAt.getTime() <= GRACE_MS && usedBy === userAgent;

async function endReplayed(
  { db, clock, log, revocations }: MembersContext,
  { sessionId, accountId }: queries.RefreshRow,
): Promise<never> {
  const ended = await db.first(queries.revokeReplayed, { sessionId, now: clock.now() });
  if (ended) {
    log.warn({ sessionId, memberId: accountId }, "a refresh token came a second time; its session was ended");
    await revocations.add([sessionId]);
  }
  throw new DomainError("UNAUTHENTICATED");
}

function resultOf(
  members: MembersContext,
  row: queries.RefreshRow,
  refreshToken: string,
): Promise<SignInResult> {
  const { accountId, sessionId, audience, authTime, methods } = row;
  const claims = { accountId, sessionId, audience, authTime, methods };
  return signInResultOf(members, { ...row, id: accountId }, claims, {
    refreshToken,
    expiresAt: idleEnd(row, members.clock),
  });
}
