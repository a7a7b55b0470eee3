import { DomainError, isDomainError } from "../../../platform/errors.ts";
import { hashSecret } from "../../../platform/ids.ts";
import type { MembersContext } from "../context.ts";
import { endSessions } from "./end-sessions.ts";
import * as queries from "./queries.ts";

/**
 * Ends the session that either token of the request names. With expired tokens there is nothing to end, and
 * the client is signed out all the same.
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
    await endSessions(members, {
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

/** More than any member uses. An account with more shows the most recently used ones. */
const MAX_SHOWN = 100;

export const listSessions = (
  { db, clock }: MembersContext,
  accountId: string,
): Promise<queries.SessionRow[]> =>
  db.rows(queries.listSessions, { accountId, now: clock.now(), limit: MAX_SHOWN });

/** Throws NOT_FOUND for a session that has ended or belongs to another member. */
export async function getSession(
  members: MembersContext,
  accountId: string,
  sessionId: string,
): Promise<queries.SessionRow> {
  const session = (await listSessions(members, accountId)).find(({ id }) => id === sessionId);
  if (!session) throw new DomainError("NOT_FOUND");
  return session;
}

/** Throws NOT_FOUND as `getSession`. */
export async function endSession(
  members: MembersContext,
  accountId: string,
  sessionId: string,
): Promise<void> {
  const ended = await endSessions(members, { accountId, only: sessionId, reason: "ended_by_member" });
  if (ended === 0) throw new DomainError("NOT_FOUND");
}
