import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { permissions, personalPermissions } from "../roles.ts";
import { createApiKey, listApiKeys, revokeApiKey } from "./service.ts";

const key = {
  id: Uuid,
  name: Type.String(),
  permissions: Type.Array(Type.String(), { description: "resource:action" }),
  createdAt: Timestamp,
  expiresAt: Timestamp,
};
const ApiKey = Closed({
  ...key,
  beginning: Type.String({ description: "how its text begins" }),
  allowed: Type.Array(Type.String(), {
    description:
      "the permissions that it has at this moment: fewer than `permissions` when its maker has fewer; none " +
      "once it is revoked, expired, or its maker disabled",
  }),
  createdBy: Closed({ id: Uuid, name: Type.String() }),
  lastUsedAt: Nullable(Type.String({ format: "date-time", description: "to about a minute" })),
  revokedAt: Nullable(Timestamp),
});
const NewKey = Closed({
  ...key,
  key: Type.String({ description: "for `Authorization: Bearer`; shown here and never again" }),
});

const listOf = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");

export function apiKeyRoutes(app: App, members: MembersContext): void {
  const tags = ["API keys"];

  app.get(
    "/api/v1/admin/api-keys",
    {
      config: { access: can("key:write") },
      schema: {
        tags,
        summary: "List the API keys",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(ApiKey) }) },
      },
    },
    async () => ({ items: (await listApiKeys(members)).map(present) }),
  );

  app.post(
    "/api/v1/admin/api-keys",
    {
      config: { access: can("key:write", { stepUp: true }) },
      schema: {
        tags,
        summary: "Create an API key",
        description: `Their routes ask a person to confirm: it cannot have ${listOf(personalPermissions)}.`,
        body: Closed({
          name: Line(60),
          permissions: Type.Array(Type.Enum([...permissions]), {
            minItems: 1,
            maxItems: permissions.length,
            uniqueItems: true,
          }),
          expiresInDays: Type.Integer({ minimum: 1, maximum: 366 }),
        }),
        response: { 201: NewKey },
      },
    },
    async (request, reply) => {
      const { createdAt, expiresAt, ...created } = await createApiKey(
        members,
        callerOf(request),
        request.body,
      );
      const times = { createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
      return reply.code(201).send({ ...created, ...times });
    },
  );

  app.delete(
    "/api/v1/admin/api-keys/:id",
    {
      config: { access: can("key:write", { stepUp: true }) },
      schema: {
        tags,
        summary: "Revoke an API key",
        params: Closed({ id: Uuid }),
        response: { 204: Type.Null({ description: "good no more" }) },
      },
    },
    async (request, reply) => {
      await revokeApiKey(members, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

type ListedKey = Awaited<ReturnType<typeof listApiKeys>>[number];

const present = ({ createdAt, expiresAt, lastUsedAt, revokedAt, ...row }: ListedKey) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});
