import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { formatPhone } from "../../../platform/phone.ts";
import { Closed, Line, Nullable, OrNull, Timestamp, Uuid } from "../../../platform/schema.ts";
import { MemberGroupCode } from "../../catalog/contract/member-group.ts";
import { CustomerSums } from "../../orders/contract/customers.ts";
import type { MembersContext } from "../context.ts";
import { changeGroupOfMember } from "../groups/group-of-member.ts";
import { endSessionsOf } from "../staff/role-and-status.ts";
import * as service from "./admin-members.ts";
import type { MemberRow } from "./queries.ts";

const Status = Type.Enum(["active", "disabled"]);
const fields = {
  id: Uuid,
  email: Type.String(),
  name: Type.String(),
  phone: Nullable(Type.String()),
  role: Type.String(),
  status: Status,
  group: Nullable(Type.String({ description: "the code of the member's group" })),
  emailVerified: Type.Boolean(),
  createdAt: Timestamp,
  lastSignInAt: Nullable(Timestamp),
};
const Member = Closed(fields);
const MaskedMember = Type.Object(fields, {
  additionalProperties: false,
  description: "e-mail, name and phone are masked",
});
const ListedMember = Type.Object(
  { ...fields, orders: CustomerSums },
  { additionalProperties: false, description: "e-mail, name and phone are masked" },
);
const OneMember = Type.Object(
  {
    ...ListedMember.properties,
    marketing: Type.Array(
      Closed({
        code: Type.String(),
        title: Type.String(),
        agreed: Type.Boolean(),
        at: Nullable({ ...Timestamp, description: "of the last answer" }),
      }),
      { description: "the member's answers about advertising" },
    ),
  },
  { additionalProperties: false, description: "e-mail, name and phone are masked" },
);
const ReasonBody = Closed({ reason: Line(300) });
const params = Closed({ id: Uuid });
const tags = ["members"];

/** Names the list in its cursors. */
const LIST = "members";

export function adminMemberRoutes(app: App, members: MembersContext): void {
  readMembers(app, members);
  revealRoute(app, members);
  changeMembers(app, members);
  groupRoute(app, members);
}

function readMembers(app: App, members: MembersContext): void {
  app.get(
    "/api/v1/admin/members",
    {
      config: { access: can("member:read") },
      schema: {
        tags,
        summary: "List and find members",
        querystring: Closed({
          q: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 320,
              description:
                "an e-mail, a name, a phone number or its last four digits, or an id, each as a whole",
            }),
          ),
          status: Type.Optional(Status),
          group: Type.Optional(MemberGroupCode),
          limit: Limit,
          cursor: Cursor,
        }),
        response: {
          200: Closed({ items: Type.Array(ListedMember), nextCursor: Nullable(Type.String()) }),
        },
      },
    },
    async ({ query: { limit = 20, cursor, ...filter } }) => {
      const rows = await service.listMembers(members, {
        ...filter,
        before: readIdCursor(LIST, cursor),
        limit,
      });
      const page = pageOf(
        LIST,
        rows,
        limit,
        (row) => row,
        ({ id }) => [id],
      );
      return { ...page, items: (await service.withSums(members, page.items)).map(present) };
    },
  );

  app.get(
    "/api/v1/admin/members/:id",
    {
      config: { access: can("member:read") },
      schema: {
        tags,
        summary: "Read a member, masked",
        params,
        querystring: Closed({}),
        response: { 200: OneMember },
      },
    },
    async (request) => {
      const { id } = request.params;
      const member = await service.getMember(members, id);
      const [[listed], marketing] = await Promise.all([
        service.withSums(members, [member]),
        service.marketingOf(members, id, languageOf(request)),
      ]);
      if (!listed) throw new Error("a member is listed once");
      return { ...present(listed), marketing };
    },
  );
}

function revealRoute(app: App, members: MembersContext): void {
  app.post(
    "/api/v1/admin/members/:id/reveal",
    {
      config: { access: can("member:read_pii") },
      schema: {
        tags,
        summary: "Read a member's personal data",
        params,
        querystring: Closed({}),
        body: ReasonBody,
        response: { 200: Member },
      },
    },
    async (request) => {
      const row = await service.revealMember(
        members,
        callerOf(request),
        request.params.id,
        request.body.reason,
      );
      return present({ ...row, phone: row.phone && formatPhone(row.phone) });
    },
  );
}

function changeMembers(app: App, members: MembersContext): void {
  const access = can("member:write");
  const uses = [
    { verb: "disable", summary: "Disable a member", use: service.disableMember },
    { verb: "enable", summary: "Enable a member again", use: service.enableMember },
  ];
  for (const { verb, summary, use } of uses) {
    app.post(
      `/api/v1/admin/members/:id/${verb}`,
      {
        config: { access },
        schema: {
          tags,
          summary,
          problems: ["LAST_OWNER"],
          params,
          body: ReasonBody,
          response: { 204: Type.Null({ description: `${verb}d` }) },
        },
      },
      async (request, reply) => {
        await use(members, callerOf(request), request.params.id, request.body.reason);
        return reply.code(204).send(null);
      },
    );
  }

  app.delete(
    "/api/v1/admin/members/:id/sessions",
    {
      config: { access },
      schema: {
        tags,
        summary: "End a member's sessions",
        params,
        response: { 204: Type.Null({ description: "signed out everywhere" }) },
      },
    },
    async (request, reply) => {
      await endSessionsOf(members, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function groupRoute(app: App, members: MembersContext): void {
  app.put(
    "/api/v1/admin/members/:id/group",
    {
      config: { access: can("member:write") },
      schema: {
        tags,
        summary: "Put a member into a group",
        params,
        body: Closed({
          group: { ...OrNull(MemberGroupCode), description: "the code of a group; null: none" },
          reason: Type.Optional(Line(300)),
        }),
        response: { 200: MaskedMember },
      },
    },
    async (request) => {
      const accountId = request.params.id;
      await changeGroupOfMember(members, callerOf(request), { accountId, ...request.body });
      return present(await service.getMember(members, accountId));
    },
  );
}

const present = <Row extends MemberRow>({ createdAt, lastSignInAt, ...row }: Row) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
});
