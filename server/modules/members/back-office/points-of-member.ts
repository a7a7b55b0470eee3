/** A member's points as staff read and change them. The module promotions has them and records changes. */
import type { Caller } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { mayManage } from "../roles.ts";
import { getMember } from "./admin-members.ts";

interface PointGrant {
  readonly memberId: string;
  /** The id that the request's key stands for: a repeat grants nothing. */
  readonly grantId: string;
  readonly amount: number;
  readonly reason: string;
  readonly expiresAt?: string;
}

/** The entries of the ledger below `beforeId`, the newest first. Throws NOT_FOUND. */
export async function readPoints(
  members: MembersContext,
  asked: { readonly memberId: string; readonly beforeId: string; readonly limit: number },
) {
  await getMember(members, asked.memberId);
  return members.promotions.pointsOf(asked);
}

/**
 * Gives points, or takes them. Throws NOT_FOUND, FORBIDDEN for staff whom the actor may not manage, the actor
 * included; POINTS_REFUSED for more than there are; INVALID_INPUT.
 */
export async function grantPoints(members: MembersContext, by: Caller, grant: PointGrant) {
  const { amount, expiresAt } = grant;
  if (amount === 0) throw inputError([inputProblem("/amount", "UNKNOWN_VALUE")]);
  if (expiresAt !== undefined && new Date(expiresAt) <= members.clock.now())
    throw inputError([inputProblem("/expiresAt", "PAST")]);
  const { role } = await getMember(members, grant.memberId);
  if (!mayManage(by.actor.permissions, role)) throw new DomainError("FORBIDDEN");
  const { kind, id, name } = by.actor;
  const { ip, userAgent, requestId } = by.origin;
  const acting = { actor: { kind, id, name }, origin: { ip, userAgent, requestId } };
  return members.promotions.grantPoints({ ...grant, by: acting });
}
