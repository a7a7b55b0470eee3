import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../../platform/csv.ts";
import { FIRST_ID } from "../../../platform/ids.ts";
import { formatPhone } from "../../../platform/phone.ts";
import type { MembersContext } from "../context.ts";
import { mayManage } from "../roles.ts";
import { mask } from "./mask.ts";
import * as queries from "./queries.ts";

const columns = [
  "id",
  "email",
  "name",
  "phone",
  "role",
  "status",
  "emailVerified",
  "createdAt",
  "lastSignInAt",
];
const PAGE_SIZE = 1_000;

/**
 * All members in clear, as CSV in pieces; staff whom the actor may not manage are masked. The audit log
 * records the actor and the reason before the first line.
 */
export async function exportMembers(
  { db, clock }: MembersContext,
  by: Caller,
  reason: string,
): Promise<AsyncGenerator<string, void>> {
  await db.transaction(async (trx) => {
    const counted = await trx.first(queries.countMembers, {});
    const after = { type: "members", rows: counted?.count ?? 0 };
    await recordAction(trx, {
      ...by,
      action: "member.export",
      subject: "members",
      after,
      reason,
      now: clock.now(),
    });
  });
  return lines(db, by.actor.permissions);
}

/**
 * Reads one page at a time, as fast as the client receives it: memory does not grow with the number of
 * members.
 */
async function* lines(db: MembersContext["db"], held: readonly string[]): AsyncGenerator<string, void> {
  yield BYTE_ORDER_MARK + csvLine(columns);
  for (let after: string | undefined = FIRST_ID; after !== undefined; ) {
    const page: queries.MemberRow[] = await db.rows(queries.exportMembers, { after, limit: PAGE_SIZE });
    const shown = page.map((row) => (mayManage(held, row.role) ? inClear(row) : mask(row)));
    if (shown.length > 0) yield shown.map(lineOf).join("");
    after = page.length < PAGE_SIZE ? undefined : page.at(-1)?.id;
  }
}

const inClear = (row: queries.MemberRow): queries.MemberRow => ({
  ...row,
  phone: row.phone && formatPhone(row.phone),
});

const lineOf = ({ emailVerified, createdAt, lastSignInAt, ...row }: queries.MemberRow): string =>
  csvLine([
    row.id,
    row.email,
    row.name,
    row.phone,
    row.role,
    row.status,
    String(emailVerified),
    createdAt.toISOString(),
    lastSignInAt?.toISOString() ?? null,
  ]);
