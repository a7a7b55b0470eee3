import { type Static, Type } from "typebox";
import { accountOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { endSessions } from "./end-sessions.ts";
import type { SessionRow } from "./queries.ts";
import { endSession, getSession, listSessions } from "./sessions.ts";
import { clearSignInCookies } from "./sign-in-response.ts";

const Session = Closed({
  id: Uuid,
  audience: Type.Enum(["member", "staff"]),
  createdAt: Timestamp,
  lastUsedAt: Timestamp,
  expiresAt: Timestamp,
  ip: Nullable(Type.String()),
  userAgent: Nullable(Type.String()),
  current: Type.Boolean({ description: "the one that asks" }),
});

const present = (row: SessionRow, currentId: string): Static<typeof Session> => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  current: row.id === currentId,
});

const tags = ["me"];
const params = Closed({ id: Uuid });

export function sessionRoutes(app: App, members: MembersContext): void {
  readingRoutes(app, members);
  endingRoutes(app, members);
}

function readingRoutes(app: App, members: MembersContext): void {
  const config = { access: signedIn({ check: "token" }) };

  app.get(
    "/api/v1/me/sessions",
    {
      config,
      schema: {
        tags,
        summary: "List the member's sessions",
        response: { 200: Closed({ items: Type.Array(Session) }) },
      },
    },
    async (request) => {
      const { id, sessionId } = accountOf(request);
      const rows = await listSessions(members, id);
      return { items: rows.map((row) => present(row, sessionId)) };
    },
  );

  app.get(
    "/api/v1/me/sessions/:id",
    { config, schema: { tags, summary: "Read a session", params, response: { 200: Session } } },
    async (request) => {
      const { id, sessionId } = accountOf(request);
      return present(await getSession(members, id, request.params.id), sessionId);
    },
  );
}

function endingRoutes(app: App, members: MembersContext): void {
  app.delete(
    "/api/v1/me/sessions/:id",
    {
      config: { access: signedIn({ whileFactorDue: true }) },
      schema: {
        tags,
        summary: "End a session",
        params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { id, sessionId } = accountOf(request);
      await endSession(members, id, request.params.id);
      if (request.params.id === sessionId) clearSignInCookies(reply, members);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    "/api/v1/me/sessions",
    {
      config: { access: signedIn({ whileFactorDue: true }) },
      schema: {
        tags,
        summary: "End the member's sessions",
        querystring: Closed({ keep: Type.Optional(Type.Literal("current")) }),
        response: { 204: Type.Null({ description: "signed out everywhere" }) },
      },
    },
    async (request, reply) => {
      const { id, sessionId } = accountOf(request);
      const keep = request.query.keep === "current";
      await endSessions(members, {
        accountId: id,
        reason: "ended_by_member",
        ...(keep ? { except: sessionId } : {}),
      });
      if (!keep) clearSignInCookies(reply, members);
      return reply.code(204).send(null);
    },
  );
}
