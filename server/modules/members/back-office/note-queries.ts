/** What staff write about members. */
import { sql } from "kysely";
import { prepared } from "../../../platform/db/prepared.ts";

export interface NoteRow {
  readonly id: string;
  readonly text: string;
  /** The name of that time. */
  readonly author: string;
  readonly at: Date;
}

const columns = sql.raw('id, text, author_name AS author, written_at AS "at"');

/** The transaction must hold the account's lock. */
export const insertNote = prepared<
  {
    id: string;
    accountId: string;
    text: string;
    authorKind: "member" | "key";
    authorId: string;
    authorName: string;
    now: Date;
  },
  NoteRow
>(
  (p) => sql`
    INSERT INTO members.notes (id, account_id, text, author_kind, author_id, author_name, written_at)
    VALUES (${p.id}, ${p.accountId}, ${p.text}, ${p.authorKind}, ${p.authorId}, ${p.authorName}, ${p.now})
    RETURNING ${columns}`,
);

/** The newest first. */
export const listNotes = prepared<{ accountId: string; beforeId: string; limit: number }, NoteRow>(
  (p) => sql`
    SELECT ${columns} FROM members.notes
    WHERE account_id = ${p.accountId} AND id < ${p.beforeId}::uuid ORDER BY id DESC LIMIT ${p.limit}`,
);
