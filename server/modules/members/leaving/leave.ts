/** Ends a membership. The README lists the data that stays, and for how long. */
import { recordAction } from "../../../platform/audit-log/audit-log.ts";
import type { Transaction } from "../../../platform/db/db.ts";
import { DomainError } from "../../../platform/errors.ts";
import type { Origin } from "../../../platform/http/access.ts";
import { DAY_MS, type MembersContext } from "../context.ts";
import { reauthenticate } from "../sign-in/reauthenticate.ts";
import { codeCounter, passwordCounter } from "../sign-in/verify-credentials.ts";
import { lockOwners } from "../staff/queries.ts";
import { isLastOwner } from "../staff/role-and-status.ts";
import { counterOf } from "../throttle/rules.ts";
import * as queries from "./queries.ts";

/** Days during which a returning e-mail is recognised, so that a welcome gift is given once. */
export const FINGERPRINT_DAYS = 30;
/** Retention of contracts, payments and agreements. */
export const RECORD_YEARS = 5;

export const findOpenOrders = ({ orders }: MembersContext, memberId: string) =>
  orders.openOrders({ memberId });

/**
 * Deletes the account for good. Throws OPEN_ORDERS with `orders`, LAST_OWNER, INVALID_CREDENTIALS for a wrong
 * password, and UNAUTHENTICATED when the account was deleted meanwhile.
 *
 * An order placed at the same moment stays: the orders module treats it as an order of a departed member.
 */
export async function leave(
  members: MembersContext,
  { id, password }: { readonly id: string; readonly password?: string },
  origin: Origin,
): Promise<void> {
  if (password !== undefined) await reauthenticate(members, id, password, origin);
  const open = await findOpenOrders(members, id);
  if (open.length > 0) throw new DomainError("OPEN_ORDERS", { orders: open });
  const sessionIds = await members.db.transaction(async (trx) => {
    const owners = await trx.rows(lockOwners, {});
    const leaver = await trx.first(queries.lockLeaver, { id });
    if (!leaver) throw new DomainError("UNAUTHENTICATED");
    if (isLastOwner(owners, id)) throw new DomainError("LAST_OWNER");
    return deleteAccount(members, trx, leaver, origin);
  });
  await members.revocations.add(sessionIds);
}

async function deleteAccount(
  members: MembersContext,
  trx: Transaction,
  { id, emailKey, name, role }: queries.LeaverRow,
  origin: Origin,
): Promise<string[]> {
  const { clock, rules, sealing } = members;
  const now = clock.now();
  const counters = [
    passwordCounter(members, emailKey),
    codeCounter(members, id),
    counterOf(rules, "mail", `sign-up:${emailKey}`),
  ];
  const deleted = await trx.first(queries.deleteAccount, {
    id,
    emailKey,
    emailFingerprint: sealing.fingerprint(`departed:${emailKey}`),
    throttleKeys: counters.map(({ key }) => key),
    now,
    retentionUntil: new Date(now.getTime() + FINGERPRINT_DAYS * DAY_MS),
  });
  if (!deleted) throw new Error("an account was deleted under its lock");
  await trx.rows(queries.retainConsents, { accountId: id, until: yearsAfter(now, RECORD_YEARS) });
  if (role !== "member") {
    const actor = { kind: "member", id, name } as const;
    await recordAction(trx, {
      actor,
      origin,
      action: "staff.leave",
      subject: `member:${id}`,
      before: { role },
      now,
    });
  }
  return deleted.sessionIds;
}

function yearsAfter(moment: Date, years: number): Date {
  const then = new Date(moment);
  then.setUTCFullYear(then.getUTCFullYear() + years);
  return then;
}

/** The modules that store data of a member. */
export interface MemberDataHolders {
  readonly orders: Pick<MembersContext["orders"], "forgetMember">;
  readonly cart: Pick<MembersContext["cart"], "forgetMember">;
  readonly reviews: Pick<MembersContext["reviews"], "forgetMember">;
  readonly restock: Pick<MembersContext["restock"], "forgetMember">;
  readonly recommendations: Pick<MembersContext["recommendations"], "forgetMember">;
  readonly promotions: Pick<MembersContext["promotions"], "forgetMember">;
  readonly catalog: Pick<MembersContext["catalog"], "forgetMember">;
}

/** Deletes the member's data in other modules, after the account. May be repeated. */
export async function forgetMemberData(
  { orders, cart, reviews, restock, recommendations, promotions, catalog }: MemberDataHolders,
  memberId: string,
): Promise<void> {
  const holders = [orders, cart, reviews, restock, promotions, catalog];
  await Promise.all(holders.map((holder) => holder.forgetMember({ memberId })));
  // Until orders has forgotten the member, an event of an order may still name them.
  await recommendations.forgetMember({ memberId });
}

const PURGE_BATCH = 1_000;

/** Deletes records of departed members whose retention has ended. Several purges may run at once. */
export async function purgeDeparted({
  db,
  clock,
  log,
}: Pick<MembersContext, "db" | "clock" | "log">): Promise<void> {
  const now = clock.now();
  const fingerprints = await db.rows(queries.deleteDeparted, { now, limit: PURGE_BATCH });
  const consents = await db.rows(queries.deleteOldConsents, { now, limit: PURGE_BATCH });
  if (fingerprints.length + consents.length === 0) return;
  log.info(
    { fingerprints: fingerprints.length, consents: consents.length },
    "purged what was kept of departed members",
  );
}
