import { type Static, Type } from "typebox";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, readNumberCursor, writeCursor } from "../../../platform/http/cursor.ts";
import { Closed, Line, Nullable, Since, Timestamp, Until, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { listActions } from "./audit-log.ts";
import type { AuditFilter, AuditRow } from "./audit-log-queries.ts";

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

const AuditQuery = Closed({
  action: Type.Optional(Type.String({ maxLength: 60 })),
  actorId: Type.Optional(Uuid),
  subject: Type.Optional(Type.String({ maxLength: 200 })),
  resource: Type.Optional(
    Type.String({ pattern: "^[a-z-]{1,40}$", description: "the kind of the subject: `product`" }),
  ),
  from: Type.Optional(Since),
  to: Type.Optional(Until),
  q: Type.Optional({
    ...Line(64),
    description: "a part of any text of an entry; a page may be empty and have a next one",
  }),
  limit: Limit,
  cursor: Cursor,
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
        querystring: AuditQuery,
        response: {
          200: Closed({ items: Type.Array(Entry), nextCursor: Nullable(Type.String()) }),
        },
      },
    },
    async ({ query }) => {
      const { rows, nextSeq } = await listActions(members, filterOf(query), query.limit ?? 20);
      return {
        items: rows.map(present),
        nextCursor: nextSeq === null ? null : writeCursor(LIST, [String(nextSeq)]),
      };
    },
  );
}

function filterOf({ cursor, ...query }: Static<typeof AuditQuery>): AuditFilter {
  const { action = null, actorId, subject = null, resource = null, from, to, q } = query;
  const place = readNumberCursor(LIST, cursor);
  return {
    action,
    actorId: actorId?.toLowerCase() ?? null,
    subject,
    resource,
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
    q: q?.toLowerCase() ?? null,
    beforeSeq: place === null ? null : Number(place),
  };
}

const present = ({ at, ...row }: AuditRow) => ({ ...row, at: new Date(at).toISOString() });
