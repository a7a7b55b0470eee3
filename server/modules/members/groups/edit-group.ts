/**
 * What staff do with groups of members. The catalogue has a copy of the codes, so that a price list names a
 * group that exists. It gets a code before the group exists here, and gives it up before the group is
 * deleted: a crash in between leaves a code that no member has, and a repeat of the request ends the work.
 */
import { type ActingStaff, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { staleEdit, type VersionedEdit } from "../../../platform/audit-log/versioned-edit.ts";
import type { Queryable, Transaction } from "../../../platform/db/db.ts";
import { brokeConstraint } from "../../../platform/db/failures.ts";
import { differencesOf, type Field, recordOf } from "../../../platform/differences.ts";
import { DomainError } from "../../../platform/errors.ts";
import { newId } from "../../../platform/ids.ts";
import type { MembersContext } from "../context.ts";
import * as queries from "./queries.ts";
import type { MemberGroupChange, NewMemberGroup } from "./schemas.ts";

type GroupRow = queries.GroupRow;

export const MOST_GROUPS = 100;

export const listGroups = ({ db }: MembersContext): Promise<GroupRow[]> =>
  db.rows(queries.listGroups, { limit: MOST_GROUPS });

/** Throws NOT_FOUND. */
export async function readGroup({ db }: { readonly db: Queryable }, id: string): Promise<GroupRow> {
  const row = await db.first(queries.findGroup, { id });
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

/** Throws MEMBER_GROUP_TAKEN, MEMBER_GROUP_LIMIT. */
export async function createGroup(
  members: MembersContext,
  { code, name, translations = {} }: NewMemberGroup,
  by: ActingStaff,
): Promise<GroupRow> {
  const { db, clock, catalog } = members;
  await catalog.storeMemberGroup({ code });
  const now = clock.now();
  const id = newId(now);
  await db
    .transaction(async (trx) => {
      await trx.rows(queries.lockGroups, {});
      const held = await trx.first(queries.countGroups, {});
      if ((held?.count ?? 0) >= MOST_GROUPS)
        throw new DomainError("MEMBER_GROUP_LIMIT", { most: MOST_GROUPS });
      const row = { id, code, name, translations: JSON.stringify(translations), now };
      await trx.rows(queries.insertGroup, row);
      const after = { code, name };
      await recordAction(trx, {
        ...by,
        action: "memberGroup.create",
        subject: `member-group:${id}`,
        after,
        now,
      });
    })
    .catch((error: unknown) => {
      if (brokeConstraint(error, "groups_pkey"))
        throw new DomainError("MEMBER_GROUP_TAKEN", {}, { cause: error });
      throw error;
    });
  return readGroup(members, id);
}

/** Throws NOT_FOUND; STALE_EDIT, with what changed since. */
export async function editGroup(
  members: MembersContext,
  edit: VersionedEdit,
  change: MemberGroupChange,
): Promise<GroupRow> {
  const { id, by } = edit;
  const now = members.clock.now();
  await members.db.transaction(async (trx) => {
    const row = await lockRow(trx, edit);
    const next = { ...row, ...change };
    const differences = differencesOf(fieldsOf(row), fieldsOf(next));
    if (differences.length === 0) return;
    await trx.rows(queries.updateGroup, {
      id,
      name: next.name,
      translations: JSON.stringify(next.translations),
      differences: JSON.stringify(differences),
      now,
    });
    await recordAction(trx, {
      ...{ ...by, ...recordOf(differences), now },
      action: "memberGroup.edit",
      subject: `member-group:${id}`,
    });
  });
  return readGroup(members, id);
}

/** Throws NOT_FOUND, STALE_EDIT, and MEMBER_GROUP_IN_USE while members are in it or price lists name it. */
export async function removeGroup(members: MembersContext, edit: VersionedEdit): Promise<void> {
  const { db, clock, catalog } = members;
  const { id, by } = edit;
  const { code } = await readGroup(members, id);
  await db.transaction(async (trx) => refuseMembers(await lockRow(trx, edit)));
  await catalog.dropMemberGroup({ code });
  try {
    await db.transaction(async (trx) => {
      const row = await lockRow(trx, edit);
      refuseMembers(row);
      await trx.rows(queries.deleteGroup, { id });
      await recordAction(trx, {
        ...by,
        action: "memberGroup.delete",
        subject: `member-group:${id}`,
        before: { code, name: row.name },
        now: clock.now(),
      });
    });
  } catch (error) {
    // The group stays, so price lists may name it again.
    await catalog.storeMemberGroup({ code });
    throw error;
  }
}

function refuseMembers({ memberCount }: GroupRow): void {
  if (memberCount > 0) throw new DomainError("MEMBER_GROUP_IN_USE", { members: memberCount });
}

async function lockRow(trx: Transaction, { id, version }: VersionedEdit): Promise<GroupRow> {
  await trx.rows(queries.lockGroup, { id });
  const row = await readGroup({ db: trx }, id);
  if (version === null || version === row.version) return row;
  throw staleEdit(row.version, await trx.rows(queries.findEditsSince, { id, version }));
}

const fieldsOf = ({ name, translations }: Pick<GroupRow, "name" | "translations">): Field[] => [
  ["/name", name],
  ["/translations/en/name", translations.en?.name],
];
