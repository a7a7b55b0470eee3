import { DomainError } from "../../platform/errors.ts";
import type { Check } from "../../platform/http/access.ts";
import { findRole } from "./accounts/queries.ts";
import { looksLikeApiKey } from "./api-keys/api-key.ts";
import { findKeyHolder } from "./api-keys/service.ts";
import type { MembersContext } from "./context.ts";
import type { AuthenticatedActor } from "./contract.ts";
import { audienceOf, permissionsOf } from "./roles.ts";
import { isSecondFactorDue } from "./sessions/open-session.ts";
import { findLiveSession } from "./sessions/queries.ts";
import type { AccessClaims } from "./sessions/tokens.ts";

/**
 * Returns the holder of the token. With `check: "session"`, the end of a session, a disabled account and a
 * changed role take effect at once. With `"token"`, the end of a session takes effect when this process has
 * been notified. Throws UNAUTHENTICATED.
 */
export async function authenticate(
  members: MembersContext,
  token: string,
  check: Check,
  admin: boolean,
): Promise<AuthenticatedActor> {
  if (looksLikeApiKey(token)) return findKeyHolder(members, token);
  const claims = await members.tokens.read(token, members.clock.now());
  if (members.revocations.has(claims.sessionId)) throw new DomainError("UNAUTHENTICATED");
  const member = {
    kind: "member",
    id: claims.accountId,
    personId: claims.accountId,
    sessionId: claims.sessionId,
    name: "",
    permissions: [],
    authenticatedAt: claims.authTime.toISOString(),
    secondFactorDue: isSecondFactorDue(members, claims),
  } as const;
  if (check === "token") return { ...member, permissions: [] };
  const session = await getLiveSession(members, claims);
  if (admin && claims.audience !== "staff") await refuseStaff(members, claims);
  // A storefront session opens no admin route, also after its owner has become staff.
  const permissions = claims.audience === "staff" ? [...permissionsOf(session.role)] : [];
  return { ...member, name: session.name, permissions, authenticatedAt: session.authTime.toISOString() };
}

async function getLiveSession(
  { db, clock }: MembersContext,
  { sessionId, accountId, audience }: AccessClaims,
) {
  const session = await db.first(findLiveSession, { sessionId, accountId, audience, now: clock.now() });
  if (!session) throw new DomainError("UNAUTHENTICATED");
  return session;
}

/** Throws 401 for a member who became staff after this storefront session began: they must sign in again. */
async function refuseStaff({ db }: MembersContext, { accountId }: AccessClaims): Promise<void> {
  const account = await db.first(findRole, { id: accountId });
  if (!account || audienceOf(account.role) === "staff") throw new DomainError("UNAUTHENTICATED");
}
