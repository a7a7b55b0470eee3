import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { permissionsOf, staffRoles } from "../roles.ts";
import type { StaffRow } from "./queries.ts";
import { changeRole, listStaff, removeStaff } from "./staff.ts";

export const StaffRole = Type.Enum([...staffRoles]);

const StaffMember = Closed({
  id: Uuid,
  email: Type.String(),
  name: Type.String(),
  role: Type.String(),
  status: Type.Enum(["active", "disabled"]),
  secondFactor: Type.Boolean({ description: "has a passkey or an authenticator app" }),
  lastSignInAt: Nullable(Timestamp),
});

export function staffRoutes(app: App, members: MembersContext): void {
  const tags = ["staff"];

  app.get(
    "/api/v1/admin/roles",
    {
      config: { access: can("staff:read") },
      schema: {
        tags,
        summary: "List the roles and their permissions",
        querystring: Closed({}),
        response: {
          200: Closed({
            items: Type.Array(Closed({ role: StaffRole, permissions: Type.Array(Type.String()) })),
          }),
        },
      },
    },
    async () => ({ items: staffRoles.map((role) => ({ role, permissions: [...permissionsOf(role)] })) }),
  );

  app.get(
    "/api/v1/admin/staff",
    {
      config: { access: can("staff:read") },
      schema: {
        tags,
        summary: "List the staff",
        querystring: Closed({}),
        response: { 200: Closed({ items: Type.Array(StaffMember) }) },
      },
    },
    async () => ({ items: (await listStaff(members)).map(present) }),
  );

  app.patch(
    "/api/v1/admin/staff/:id",
    {
      config: { access: can("role:write", { stepUp: true }) },
      schema: {
        tags,
        summary: "Change the role of a staff member",
        problems: ["LAST_OWNER"],
        params: Closed({ id: Uuid }),
        body: Closed({ role: StaffRole }),
        response: { 200: StaffMember },
      },
    },
    async (request) =>
      present(await changeRole(members, callerOf(request), request.params.id, request.body.role)),
  );

  app.delete(
    "/api/v1/admin/staff/:id",
    {
      config: { access: can("role:write", { stepUp: true }) },
      schema: {
        tags,
        summary: "Remove a member from the staff",
        problems: ["LAST_OWNER"],
        params: Closed({ id: Uuid }),
        response: {
          204: Type.Null({ description: "a plain member from now on" }),
        },
      },
    },
    async (request, reply) => {
      await removeStaff(members, callerOf(request), request.params.id);
      return reply.code(204).send(null);
    },
  );
}

const present = ({ lastSignInAt, ...row }: StaffRow) => ({
  ...row,
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
});
