/**
 * Rotation of refresh tokens (RFC 9700 §4.14). Each use gives a successor. A token that comes again is a lost answer or a second
 * tab when that happens within 20 s and from the same client: it gets the same successor. Later or from another client it
 * was copied: the session ends, and its owner is told.
 */

import { after } from "../../../platform/clock.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { hashSecret, newId } from "../../../platform/ids.ts";
import { sessionLifetimes, type MembersContext } from "../context.ts";
import { type SignInResult, signInResultOf } from "./open-session.ts";
import * as queries from "./queries.ts";
import { isRefreshToken, successorOf } from "./refresh-token.ts";

const GRACE_MS = 20_000;

/** Throws UNAUTHENTICATED for a token that is not, or no longer, good. */
export async function refresh(
  members: MembersContext,
  token: string | null,
  origin: Origin,
): Promise<SignInResult> {
  if (token === null || !isRefreshToken(token)) throw new DomainError("UNAUTHENTICATED");
  const tokenHash = hashSecret(token);
  const find = () => members.db.first(queries.findRefreshToken, { tokenHash, now: members.clock.now() });
  const given = await find();
  if (!given) throw new DomainError("UNAUTHENTICATED");
  const successor = successorOf(token, given.rotationKey);
  if (given.usedAt === null && (await rotate(members, given, successor, origin))) {
    return answer(members, given, successor);
  }
  // Used before, or by another request while this one was on its way.
  const used = await find();
  if (!used) throw new DomainError("UNAUTHENTICATED");
  if (!isLostAnswer(used, origin, members.clock.now())) return endReplayed(members, used);
  return answer(members, used, successor);
}

async function rotate(
  { db, clock }: MembersContext,
  given: queries.RefreshRow,
  successor: string,
  { userAgent }: Origin,
): Promise<boolean> {
  const now = clock.now();
  const rotated = await db.first(queries.rotateToken, {
    tokenId: given.tokenId,
    successorId: newId<"refreshToken">(now),
    successorHash: hashSecret(successor),
    usedBy: userAgent,
    now,
    idleExpiresAt: idleEnd(given, clock),
  });
  return rotated !== null;
}

const idleEnd = ({ audience, absoluteExpiresAt }: queries.RefreshRow, clock: MembersContext["clock"]): Date =>
  new Date(Math.min(after(clock, sessionLifetimes[audience].idleMs).getTime(), absoluteExpiresAt.getTime()));

const isLostAnswer = ({ usedAt, usedBy }: queries.RefreshRow, { userAgent }: Origin, now: Date): boolean =>
  usedAt !== null && now.getTime() - usedAt.getTime() <= GRACE_MS && usedBy === userAgent;

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

function answer(
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
