/**
 * What the catalogue knows of groups of members: their codes, and who is in which. The module members has
 * both and sends each change here before it answers staff, so that one statement reads a price and its group.
 */
import type { Db } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { DomainError } from "../../../platform/errors.ts";
import * as queries from "./group-queries.ts";

export async function storeMemberGroup(db: Db, code: string): Promise<void> {
  await db.rows(queries.insertGroup, { code });
}

export async function dropMemberGroup(db: Db, code: string): Promise<void> {
  try {
    await db.rows(queries.deleteGroup, { code });
  } catch (error) {
    if (!brokeConstraint(error, "price_lists_group_code_fkey")) throw error;
    const priceLists = (await db.first(queries.countListsOfGroup, { code }))?.count ?? 0;
    throw new DomainError("MEMBER_GROUP_IN_USE", { priceLists }, { cause: error });
  }
}

interface GroupedMember {
  readonly memberId: string;
  readonly group: string | null;
  readonly version: number;
}

export async function storeGroupOfMember(db: Db, member: GroupedMember): Promise<void> {
  await db.rows(queries.storeGroupOfMember, member);
}

export async function forgetMember(db: Db, memberId: string): Promise<void> {
  await db.rows(queries.deleteMember, { memberId });
}
