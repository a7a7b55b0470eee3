import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { changePassword as changePasswordStatement } from "../accounts/change-queries.ts";
import type { MembersContext } from "../context.ts";
import type { SignedInMember } from "../factors/factors.ts";
import { revokeTokens } from "../mails/tokens.ts";
import { validateAndHash } from "../passwords/new-password.ts";
import { changeAndEndSessions } from "../sessions/end-sessions.ts";
import { reauthenticate } from "./reauthenticate.ts";

interface PasswordChange {
  /** As typed. */
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * Replaces the password of a signed-in member, whose other sessions end. Throws INVALID_CREDENTIALS when the
 * current one is wrong, which counts like a failed sign-in, and INVALID_INPUT for a weak new one.
 */
export async function changePassword(
  members: MembersContext,
  member: SignedInMember,
  change: PasswordChange,
  origin: Origin,
): Promise<void> {
  const account = await reauthenticate(members, member.id, change.currentPassword, origin);
  const passwordHash = await validateAndHash(members, {
    password: change.newPassword,
    context: account,
    pointer: "/newPassword",
  });
  const now = members.clock.now();
  await changeAndEndSessions(members, async (trx, endSessions) => {
    const { id, passwordHash: previous } = account;
    // A concurrent request with the old password was faster.
    if (!(await trx.first(changePasswordStatement, { id, previous, passwordHash, now })))
      throw new DomainError("INVALID_CREDENTIALS");
    // Links requested before, perhaps by the intruder because of whom the password changes, must not undo
    // this.
    await revokeTokens(trx, { accountId: id, purposes: ["reset_password", "change_email"], now });
    await endSessions({ accountId: id, except: member.sessionId, reason: "password_changed" });
  });
}
