import { type Static, Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import { LAST_ID, newId } from "../../../platform/ids.ts";
import { Closed, Line, Nullable, Timestamp, Uuid } from "../../../platform/schema.ts";
import { GrantedPoints, PointBalance, PointEntry } from "../../promotions/contract.ts";
import type { MembersContext } from "../context.ts";
import { grantPoints, readPoints } from "./points-of-member.ts";

const tags = ["points"];
const params = Closed({ id: Uuid });
const KeyHeaders = Type.Object({
  "idempotency-key": Type.Optional(
    Type.String({
      description:
        "8–255 characters, a fresh one per intent: a repeat gets the first answer; without it each request " +
        "gives points",
    }),
  ),
});

/** Names the list in its cursors. */
const LIST = "points of a member";

export function memberPointRoutes(app: App, members: MembersContext): void {
  app.get(
    "/api/v1/admin/members/:id/points",
    {
      config: { access: can("member:read") },
      schema: {
        tags,
        summary: "Read a member's points",
        description: "With the ledger, the newest entries first.",
        params,
        querystring: Closed({ limit: Limit, cursor: Cursor }),
        response: {
          200: Closed({
            ...PointBalance.properties,
            items: Type.Array(PointEntry),
            nextCursor: Nullable(Type.String()),
          }),
        },
      },
    },
    async ({ params: { id: memberId }, query: { limit = 20, cursor } }) => {
      const beforeId = readIdCursor(LIST, cursor) ?? LAST_ID;
      const { entries, ...balance } = await readPoints(members, { memberId, beforeId, limit: limit + 1 });
      const page = pageOf(
        LIST,
        entries,
        limit,
        (entry) => entry,
        ({ id }) => [id],
      );
      return { ...balance, ...page };
    },
  );

  app.post(
    "/api/v1/admin/members/:id/points",
    {
      config: { access: can("points:grant") },
      schema: {
        tags,
        summary: "Give a member points, or take them",
        description: "The member reads the reason. Without `expiresAt` they expire as earned ones do.",
        problems: ["POINTS_REFUSED"],
        params,
        headers: KeyHeaders,
        body: Closed({
          amount: { ...GrantedPoints, description: "below 0: taken; never more than there are" },
          reason: Line(200),
          expiresAt: Type.Optional(Timestamp),
        }),
        response: { 201: PointBalance },
      },
    },
    async (request, reply) => {
      const memberId = request.params.id;
      const grant = (grantId: string) =>
        grantPoints(members, callerOf(request), { memberId, grantId, ...request.body });
      if (request.headers["idempotency-key"] === undefined)
        return reply.code(201).send(await grant(newId(members.clock.now())));
      return members.idempotency.run<Static<typeof PointBalance>>(request, reply, async ({ resume }) => ({
        status: 201,
        body: await grant(resume),
      }));
    },
  );
}
