/** Notes of staff about a member. The audit log has who wrote one, and not its words. */
import { type Caller, recordAction } from "../../../platform/audit-log/audit-log.ts";
import { newId } from "../../../platform/ids.ts";
import type { MembersContext } from "../context.ts";
import { lockAndAuthorize } from "../staff/role-and-status.ts";
import { getMember } from "./admin-members.ts";
import * as queries from "./note-queries.ts";

/** The notes below `beforeId`, the newest first. Throws NOT_FOUND. */
export async function listNotes(
  members: MembersContext,
  { memberId, ...page }: { readonly memberId: string; readonly beforeId: string; readonly limit: number },
): Promise<queries.NoteRow[]> {
  await getMember(members, memberId);
  return members.db.rows(queries.listNotes, { accountId: memberId, ...page });
}

/** Throws NOT_FOUND, and FORBIDDEN for staff whom the actor may not manage. */
export async function addNote(
  { db, clock }: MembersContext,
  by: Caller,
  accountId: string,
  text: string,
): Promise<queries.NoteRow> {
  const now = clock.now();
  const { kind: authorKind, id: authorId, name: authorName } = by.actor;
  return db.transaction(async (trx) => {
    await lockAndAuthorize(trx, by, accountId);
    const author = { authorKind, authorId, authorName };
    const note = await trx.first(queries.insertNote, { id: newId(now), accountId, text, ...author, now });
    if (!note) throw new Error("an inserted note has a row");
    await recordAction(trx, {
      ...by,
      action: "member.note",
      subject: `member:${accountId}`,
      after: { note: note.id },
      now,
    });
    return note;
  });
}
