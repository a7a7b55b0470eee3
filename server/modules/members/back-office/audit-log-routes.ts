import { Type } from "typebox";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readNumberCursor } from "../../../platform/http/cursor.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { listActions } from "./audit-log.ts";
import type { AuditRow } from "./audit-log-queries.ts";

const Facts = Nullable(Type.Unsafe<Record<string, unknown>>({ type: "object", additionalProperties: true }));
const Entry = Closed({
  seq: Type.Integer({ description: "1, 2, 3 … without gaps" }),
  at: Timestamp,
  actor: Closed({
    kind: Type.Enum(["member", "key"]),
    id: Uuid,
    name: Type.String({ description: "masked when the account is gone" }),
  }),
  action: Type.String({ description: "`member.disable`" }),
  subject: Type.String({ description: "`member:<id>`" }),
  before: Facts,
  after: Facts,
  reason: Nullable(Type.String()),
  ip: Type.String(),
  requestId: Type.String(),
});

/** Names the list in its cursors. */
const LIST = "audit-log";

export function auditLogRoutes(app: App, members: MembersContext): void {
  app.get(
    "/api/v1/admin/audit-log",
    {
      config: { access: can("audit:read") },
      schema: {
        tags: ["audit log"],
        summary: "Read the audit log",
        querystring: Closed({
          action: Type.Optional(Type.String({ maxLength: 60 })),
          actorId: Type.Optional(Uuid),
          subject: Type.Optional(Type.String({ maxLength: 200 })),
          limit: Limit,
          cursor: Cursor,
        }),
        response: {
          200: Closed({ items: Type.Array(Entry), nextCursor: Nullable(Type.String()) }),
        },
      },
    },
    async ({ query: { action = null, actorId, subject = null, limit = 20, cursor } }) => {
      const place = readNumberCursor(LIST, cursor);
      const beforeSeq = place === null ? null : Number(place);
      const filter = {
        action,
        actorId: actorId?.toLowerCase() ?? null,
        subject,
        beforeSeq,
        limit: limit + 1,
      };
      return pageOf(LIST, await listActions(members, filter), limit, present, ({ seq }) => [String(seq)]);
    },
  );
}

const present = ({ at, ...row }: AuditRow) => ({ ...row, at: at.toISOString() });
