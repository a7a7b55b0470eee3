import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { changePassword as changePasswordStatement } from "../accounts/change-queries.ts";
import type { MembersContext } from "../context.ts";
import { revokeTokens } from "../mails/tokens.ts";
import { validateAndHash } from "../passwords/new-password.ts";
import { changeAndEndSessions } from "../sessions/end-sessions.ts";
import { reauthenticate } from "./reauthenticate.ts";

interface PasswordChange {
  /** As typed. */
  readonly currentPassword: string;
  readonly newPassword: string;
}

interface PasswordOwner {
  readonly id: string;
  readonly sessionId: string;
}

/**
 * Replaces the password of somebody who is signed in; their other sessions end. Throws INVALID_CREDENTIALS when the current one is
 * wrong, which counts like a failed sign-in, and INVALID_INPUT for a weak new one.
 */
export async function changePassword(
  members: MembersContext,
  who: PasswordOwner,
  change: PasswordChange,
  origin: Origin,
): Promise<void> {
  const account = await reauthenticate(members, who.id, change.currentPassword, origin);
  const chosen = {
    password: change.newPassword,
    context: account,
    pointer: "/newPassword",
  };
  const passwordHash = await validateAndHash(members, chosen);
  const now = members.clock.now();
  await changeAndEndSessions(members, async (trx, endSessions) => {
    const { id, passwordHash: previous } = account;
    // Somebody else with the old password was faster.
    if (!(await trx.first(changePasswordStatement, { id, previous, passwordHash, now })))
      throw new DomainError("INVALID_CREDENTIALS");
    // Links that were asked for with the old password, or by whoever it was changed for, must not undo this.
    await revokeTokens(trx, { accountId: id, purposes: ["reset_password", "change_email"], now });
    await endSessions({ accountId: id, except: who.sessionId, reason: "password_changed" });
  });
}
