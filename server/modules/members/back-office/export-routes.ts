import { Readable } from "node:stream";
import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Closed, Line } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { exportMembers } from "./export-members.ts";

export function exportRoutes(app: App, members: MembersContext): void {
  app.post(
    "/api/v1/admin/exports",
    {
      config: { access: can("member:export", { stepUp: true }) },
      schema: {
        tags: ["members"],
        summary: "Export the members as CSV",
        querystring: Closed({}),
        body: Closed({ type: Type.Literal("members"), reason: Line(300) }),
        response: {
          200: {
            description: "a line for each member",
            content: { "text/csv": { schema: Type.Unsafe<Readable>({ type: "string" }) } },
          },
        },
      },
    },
    async (request, reply) => {
      const lines = await exportMembers(members, callerOf(request), request.body.reason);
      const day = members.clock.now().toISOString().slice(0, 10);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="members-${day}.csv"`)
        .send(Readable.from(lines));
    },
  );
}
