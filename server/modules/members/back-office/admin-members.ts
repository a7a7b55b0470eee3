/**
 * Staff's view of members and their actions. Personal data is masked, and in clear for one member with a
 * reason.
 */
import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Language } from "../../../platform/language.ts";
import { findAgreements } from "../agreements/queries.ts";
import type { MembersContext } from "../context.ts";
import { mayManage } from "../roles.ts";
import { changeRoleOrStatus } from "../staff/role-and-status.ts";
import { mask } from "./mask.ts";
import { readSearch } from "./member-search.ts";
import * as queries from "./queries.ts";

export interface MemberList {
  readonly q?: string;
  readonly status?: "active" | "disabled";
  /** The code of a group. */
  readonly group?: string;
  /** Ids below this one. */
  readonly before: string | null;
  readonly limit: number;
}

/** One row more than `limit`, if there is one. */
export async function listMembers({ db }: MembersContext, list: MemberList): Promise<queries.MemberRow[]> {
  const { status = null, group = null, before } = list;
  const page = { status, group, before, limit: list.limit + 1 };
  const rows =
    list.q === undefined
      ? await db.rows(queries.listMembers, page)
      : await db.rows(queries.searchMembers, { ...page, ...readSearch(list.q) });
  return rows.map(mask);
}

export async function getMember({ db }: MembersContext, id: string): Promise<queries.MemberRow> {
  const member = await db.first(queries.findMember, { id });
  if (!member) throw new DomainError("NOT_FOUND");
  return mask(member);
}

/** Members with what they bought. The module orders is asked once for all of them. */
export async function withSums<Row extends queries.MemberRow>({ orders }: MembersContext, rows: Row[]) {
  const sums = rows.length > 0 ? await orders.spentBy({ memberIds: rows.map(({ id }) => id) }) : [];
  return rows.map((row, at) => {
    const bought = sums[at];
    if (!bought) throw new Error("orders count for each member that they are asked for");
    return { ...row, orders: bought };
  });
}

/** The member's answers about advertising. */
export async function marketingOf({ db, clock }: MembersContext, accountId: string, language: Language) {
  const answers = await db.rows(findAgreements, { accountId, language, now: clock.now() });
  return answers
    .filter(({ code }) => code.startsWith("marketing_"))
    .map(({ code, title, agreed, at }) => ({ code, title, agreed, at: at?.toISOString() ?? null }));
}

/**
 * Returns the member in clear, after the audit log has recorded the actor and the reason. Throws NOT_FOUND,
 * and FORBIDDEN for staff whom the actor may not manage.
 */
export async function revealMember(
  { db, clock }: MembersContext,
  by: Caller,
  id: string,
  reason: string,
): Promise<queries.MemberRow> {
  return db.transaction(async (trx) => {
    const member = await trx.first(queries.findMember, { id });
    if (!member) throw new DomainError("NOT_FOUND");
    if (!mayManage(by.actor.permissions, member.role)) throw new DomainError("FORBIDDEN");
    await recordAction(trx, {
      ...by,
      action: "member.reveal",
      subject: `member:${id}`,
      reason,
      now: clock.now(),
    });
    return member;
  });
}

/** Throws NOT_FOUND, FORBIDDEN, and LAST_OWNER for disabling. */
const changeStatus =
  (status: "active" | "disabled", action: string) =>
  (members: MembersContext, by: Caller, accountId: string, reason: string): Promise<void> =>
    changeRoleOrStatus(members, by, {
      accountId,
      decide: ({ role }) => ({ role, status }),
      action,
      reason,
      ends: "disabled",
    });

/** A disabled member cannot sign in, and is signed out everywhere. */
export const disableMember = changeStatus("disabled", "member.disable");
export const enableMember = changeStatus("active", "member.enable");
