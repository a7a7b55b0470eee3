import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { editOf } from "../../../platform/audit-log/versioned-edit.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, OptionalVersionHeaders, VersionHeaders } from "../../../platform/http/versions.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { createGroup, editGroup, listGroups, readGroup, removeGroup } from "./edit-group.ts";
import type { GroupRow } from "./queries.ts";
import { MemberGroup, MemberGroupChange, NewMemberGroup } from "./schemas.ts";

const tags = ["members"];
const params = Closed({ id: Uuid });

/** Those who write price lists choose a group from the list. */
const reads = { access: can("member:read", { or: ["product:read"] }) };
const writes = { access: can("member:write") };

export function groupRoutes(app: App, members: MembersContext): void {
  readingRoutes(app, members);
  app.post(
    "/api/v1/admin/member-groups",
    {
      config: writes,
      schema: {
        tags,
        summary: "Name a group of members",
        problems: ["MEMBER_GROUP_TAKEN", "MEMBER_GROUP_LIMIT"],
        body: NewMemberGroup,
        response: { 201: MemberGroup },
      },
    },
    async (request, reply) => {
      const row = await createGroup(members, request.body, callerOf(request));
      return reply.code(201).header("etag", etagOfVersion(row.version)).send(present(row));
    },
  );
  changingRoutes(app, members);
}

function readingRoutes(app: App, members: MembersContext): void {
  app.get(
    "/api/v1/admin/member-groups",
    {
      config: reads,
      schema: {
        tags,
        summary: "List the groups of members",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(MemberGroup) }) },
      },
    },
    async () => ({ items: (await listGroups(members)).map(present) }),
  );

  app.get(
    "/api/v1/admin/member-groups/:id",
    {
      config: reads,
      schema: {
        tags,
        summary: "Read a group of members",
        params,
        querystring: Closed({}),
        response: { 200: MemberGroup, 304: NotModified },
      },
    },
    async (request, reply) => {
      const row = await readGroup(members, request.params.id);
      return reply.header("etag", etagOfVersion(row.version)).send(present(row));
    },
  );
}

function changingRoutes(app: App, members: MembersContext): void {
  app.patch(
    "/api/v1/admin/member-groups/:id",
    {
      config: writes,
      schema: {
        tags,
        summary: "Rename a group of members",
        problems: ["STALE_EDIT"],
        params,
        headers: VersionHeaders,
        body: MemberGroupChange,
        response: { 200: MemberGroup },
      },
    },
    async (request, reply) => {
      const edit = editOf(request);
      const row = await editGroup(members, edit, request.body);
      return reply.header("etag", etagOfVersion(row.version)).send(present(row));
    },
  );

  app.delete(
    "/api/v1/admin/member-groups/:id",
    {
      config: writes,
      schema: {
        tags,
        summary: "Delete a group of members",
        description: "Refused while members are in it, and while price lists name it.",
        problems: ["STALE_EDIT", "MEMBER_GROUP_IN_USE"],
        params,
        headers: OptionalVersionHeaders,
        querystring: Closed({}),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeGroup(members, editOf(request));
      return reply.code(204).send(null);
    },
  );
}

const present = ({ version, createdAt, ...row }: GroupRow) => ({
  ...row,
  createdAt: createdAt.toISOString(),
  etag: etagOfVersion(version),
});
