import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID } from "../../../platform/ids.ts";
import { Closed, LongText, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import type { NoteRow } from "./note-queries.ts";
import { addNote, listNotes } from "./notes.ts";

const tags = ["members"];
const params = Closed({ id: Uuid });
const Note = Closed({
  id: Uuid,
  text: Type.String(),
  author: Type.String({ description: "the name of that time" }),
  at: Timestamp,
});

/** Names the list in its cursors. */
const LIST = "notes about a member";

export function noteRoutes(app: App, members: MembersContext): void {
  app.get(
    "/api/v1/admin/members/:id/notes",
    {
      config: { access: can("member:read") },
      schema: {
        tags,
        summary: "Read the notes about a member",
        description: "The newest first.",
        params,
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: { 200: Closed({ items: Type.Array(Note), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async ({ params: { id: memberId }, query: { limit = 20, cursor } }) => {
      const beforeId = readIdCursor(LIST, cursor) ?? LAST_ID;
      const rows = await listNotes(members, { memberId, beforeId, limit: limit + 1 });
      return pageOf(LIST, rows, limit, present, ({ id }) => [id]);
    },
  );

  app.post(
    "/api/v1/admin/members/:id/notes",
    {
      // Those who may see the member in clear write about the member.
      config: { access: can("member:read_pii") },
      schema: {
        tags,
        summary: "Write a note about a member",
        description: "The member does not see it. It is deleted with the account.",
        params,
        body: Closed({ text: LongText(1_000, 1) }),
        response: { 201: Note },
      },
    },
    async (request, reply) => {
      const note = await addNote(members, callerOf(request), request.params.id, request.body.text);
      return reply.code(201).send(present(note));
    },
  );
}

const present = ({ at, ...row }: NoteRow) => ({ ...row, at: at.toISOString() });
