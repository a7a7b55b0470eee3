import { DomainError, isDomainError } from "../../../platform/errors.ts";
import { hashSecret } from "../../../platform/ids.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./queries.ts";

/** Why a session ended before its time. */
export type EndReason =
  | "logout"
  | "ended_by_member"
  | "password_changed"
  | "password_reset"
  | "disabled"
  | "left"
  | "role_changed";

interface SessionSelection {
  readonly accountId: string;
  /** This session alone … */
  readonly only?: string;
  /** … or all but this one; neither: all. */
  readonly except?: string;
  readonly reason: EndReason;
}

/** Ends sessions; every process refuses their tokens when this resolves. Answers how many had not ended before. */
export async function revokeSessions(
  members: MembersContext,
  { accountId, only, except, reason }: SessionSelection,
): Promise<number> {
  const { db, clock, revocations } = members;
  const selection = { accountId, only: only ?? null, except: except ?? null };
  const ended = await db.rows(queries.revokeSessions, { ...selection, reason, now: clock.now() });
  await revocations.add(ended.map(({ id }) => id));
  return ended.length;
}

/**
 * Ends the session that a request proves with either of its tokens. A proof that is no longer good has nothing to end:
 * whoever signs out wants to be out, and is.
 */
export async function signOut(
  members: MembersContext,
  accessToken: string | null,
  refreshToken: string | null,
): Promise<void> {
  const session =
    (accessToken ? await sessionOfAccessToken(members, accessToken) : null) ??
    (refreshToken
      ? await members.db.first(queries.findSessionOfToken, { tokenHash: hashSecret(refreshToken) })
      : null);
  if (session)
    await revokeSessions(members, {
      accountId: session.accountId,
      only: session.sessionId,
      reason: "logout",
    });
}

async function sessionOfAccessToken({ tokens, clock }: MembersContext, token: string) {
  try {
    return await tokens.read(token, clock.now());
  } catch (error) {
    if (isDomainError(error, "UNAUTHENTICATED")) return null;
    throw error;
  }
}

/** More than anybody uses; an account with more shows the ones used last. */
const MAX_SHOWN = 100;

export const listSessions = (
  { db, clock }: MembersContext,
  accountId: string,
): Promise<queries.SessionRow[]> =>
  db.rows(queries.listSessions, { accountId, now: clock.now(), limit: MAX_SHOWN });

/** Throws NOT_FOUND for a session that is not, or no longer, the member's. */
export async function endSession(
  members: MembersContext,
  accountId: string,
  sessionId: string,
): Promise<void> {
  const ended = await revokeSessions(members, { accountId, only: sessionId, reason: "ended_by_member" });
  if (ended === 0) throw new DomainError("NOT_FOUND");
}
