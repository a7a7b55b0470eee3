import { Type } from "typebox";
import { accountOf, signedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Cursor, Limit, pageOf, readIdCursor } from "../../platform/http/cursor.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { Closed, Nullable, Uuid } from "../../platform/schema.ts";
import type { RestockContext } from "./context.ts";
import { presentNotice, RestockNotice } from "./present.ts";
import { ask, listNotices, withdraw } from "./service/ask.ts";

const tags = ["catalogue"];
/** The name of the list in its cursors. */
const NOTICES = "restock-notices";

export function routes(app: App, restock: RestockContext): void {
  asking(app, restock);
  ownNotices(app, restock);
}

function asking(app: App, restock: RestockContext): void {
  app.post(
    "/api/v1/products/:idOrSlug/restock-notices",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Ask for a mail when a sold-out variant is back",
        description: "One mail, once. A repeat returns the notice that is there.",
        problems: ["UNKNOWN_VARIANT", "IN_STOCK", "NOTICE_LIMIT"],
        params: Closed({ idOrSlug: Type.String({ maxLength: 120 }) }),
        body: Closed({ variantId: Uuid }),
        response: { 201: RestockNotice },
      },
    },
    async (request, reply) => {
      const { id } = accountOf(request);
      const asked = await ask(restock, id, request.params.idOrSlug, request.body.variantId);
      return reply.code(201).send(presentNotice(asked, languageOf(request)));
    },
  );
}

function ownNotices(app: App, restock: RestockContext): void {
  app.get(
    "/api/v1/me/restock-notices",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: {
        tags,
        summary: "List the restock notices that the member waits for",
        description: "The newest first. A notice ends when its mail is on its way.",
        querystring: Closed({ productId: Type.Optional(Uuid), limit: Limit, cursor: Cursor }),
        response: { 200: Closed({ items: Type.Array(RestockNotice), nextCursor: Nullable(Type.String()) }) },
      },
    },
    async (request) => {
      const { limit = 20, cursor, ...search } = request.query;
      const beforeId = readIdCursor(NOTICES, cursor);
      const rows = await listNotices(restock, accountOf(request).id, { ...search, beforeId, limit });
      const language = languageOf(request);
      return pageOf(
        NOTICES,
        rows,
        limit,
        (row) => presentNotice(row, language),
        ({ notice }) => [notice.id],
      );
    },
  );

  app.delete(
    "/api/v1/me/restock-notices/:id",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Withdraw a restock notice",
        params: Closed({ id: Uuid }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await withdraw(restock, accountOf(request).id, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
