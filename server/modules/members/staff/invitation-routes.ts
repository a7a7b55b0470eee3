import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can, everyone, originOf } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, EmailInput, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { CREDENTIALS_BODY_BYTES, MailTokenInput, NameInput, PasswordInput } from "../inputs.ts";
import { acceptInvitation, readInvitation } from "./accept-invitation.ts";
import { invite, listInvitations, revokeInvitation } from "./invitations.ts";
import { StaffRole } from "./routes.ts";

const Invitation = Closed({
  id: Uuid,
  email: Type.String(),
  role: Type.String(),
  invitedBy: Closed({ id: Uuid, name: Type.String() }),
  createdAt: Timestamp,
  expiresAt: Timestamp,
});

export function invitationRoutes(app: App, members: MembersContext): void {
  manageInvitations(app, members);
  answerInvitations(app, members);
}

function manageInvitations(app: App, members: MembersContext): void {
  const tags = ["staff"];

  app.get(
    "/api/v1/admin/staff/invitations",
    {
      config: { access: can("staff:read") },
      schema: {
        tags,
        summary: "List the open invitations",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(Invitation) }) },
      },
    },
    async () => ({
      items: (await listInvitations(members)).map(({ emailKey: _, createdAt, expiresAt, ...invitation }) => ({
        ...invitation,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
    }),
  );

  app.post(
    "/api/v1/admin/staff/invitations",
    {
      config: { access: can("role:write", { stepUp: true }) },
      schema: {
        tags,
        summary: "Invite a person to the staff",
        body: Closed({ email: EmailInput, role: StaffRole }),
        response: { 202: Closed({ id: Uuid }) },
      },
    },
    async (request, reply) =>
      reply.code(202).send({ id: await invite(members, callerOf(request), request.body) }),
  );

  app.delete(
    "/api/v1/admin/staff/invitations/:id",
    {
      config: { access: can("role:write", { stepUp: true }) },
      schema: {
        tags,
        summary: "Revoke an invitation",
        params: Closed({ id: Uuid }),
        response: { 204: Type.Null({ description: "its link is good no more" }) },
      },
    },
    async (request, reply) => {
      await revokeInvitation(members, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function answerInvitations(app: App, members: MembersContext): void {
  const tags = ["auth"];

  app.post(
    "/api/v1/auth/invitations/look",
    {
      config: { access: everyone },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags,
        summary: "Read an invitation",
        problems: ["LINK_EXPIRED"],
        body: Closed({ token: MailTokenInput }),
        response: {
          200: Closed({
            email: Type.String(),
            role: Type.String(),
            hasAccount: Type.Boolean({
              description: "false: accepting takes a name beside the new password",
            }),
          }),
        },
      },
    },
    async ({ body }) => readInvitation(members, body.token),
  );

  app.post(
    "/api/v1/auth/invitations/accept",
    {
      config: { access: everyone },
      bodyLimit: CREDENTIALS_BODY_BYTES,
      schema: {
        tags,
        summary: "Accept an invitation",
        problems: ["LINK_EXPIRED", "LAST_OWNER", "REQUEST_IN_PROGRESS", "TOO_MANY_REQUESTS"],
        body: Closed({
          token: MailTokenInput,
          name: Type.Optional(NameInput),
          password: Type.Optional(PasswordInput),
        }),
        response: {
          204: Type.Null({ description: "on the staff" }),
        },
      },
    },
    async (request, reply) => {
      await acceptInvitation(members, request.body, originOf(request));
      return reply.code(204).send(null);
    },
  );
}
