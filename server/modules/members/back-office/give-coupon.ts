/**
 * Coupons that staff give. The module promotions has them, and records the gift; only this module knows who
 * is a member.
 */
import type { Caller } from "../../../platform/audit-log/audit-log.ts";
import { DomainError, inputError, inputProblem } from "../../../platform/errors.ts";
import type { MembersContext } from "../context.ts";
import { mayManage } from "../roles.ts";
import * as queries from "./queries.ts";

/** Who gets it. */
export type Receivers = { readonly memberId: string } | { readonly memberIds: readonly string[] };

/**
 * Gives the coupon to all of the members, or to none. Throws NOT_FOUND for the coupon, INVALID_INPUT for
 * members that do not exist, FORBIDDEN for staff whom the actor may not manage, the actor included;
 * COUPON_REFUSED.
 */
export async function giveCoupon(
  members: MembersContext,
  by: Caller,
  couponId: string,
  receivers: Receivers,
): Promise<{ given: number }> {
  const ids = "memberId" in receivers ? [receivers.memberId] : [...receivers.memberIds];
  const pointerOf = (at: number) => ("memberId" in receivers ? "/memberId" : `/memberIds/${at}`);
  const found = await members.db.rows(queries.findRoles, { ids });
  const roles = new Map(found.map(({ id, role }) => [id, role]));
  const unknown = ids.flatMap((id, at) =>
    roles.has(id.toLowerCase()) ? [] : [inputProblem(pointerOf(at), "UNKNOWN_VALUE")],
  );
  if (unknown.length > 0) throw inputError(unknown);
  if (found.some(({ role }) => !mayManage(by.actor.permissions, role))) throw new DomainError("FORBIDDEN");
  const { kind, id, name } = by.actor;
  const { ip, userAgent, requestId } = by.origin;
  const acting = { actor: { kind, id, name }, origin: { ip, userAgent, requestId } };
  return members.promotions.giveCoupon({ couponId, memberIds: ids, by: acting });
}
