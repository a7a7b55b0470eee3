/** The routes below `/mailbox`: pages for people, `/mailbox/messages` for programs. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import type { Mailbox } from "./mailbox.ts";
import { listPage, mailboxPolicy, mailDocument, mailPage, mailPolicy, missingPage } from "./pages.ts";

/** Enough to look through; the search finds older mails. */
const DEFAULT_LIMIT = 100;

const Search = { type: "object", properties: { q: { type: "string", maxLength: 254 } } } as const;
const MessagesQuery = {
  type: "object",
  additionalProperties: false,
  properties: {
    to: { type: "string", maxLength: 254 },
    limit: { type: "string", pattern: "^[1-9][0-9]{0,2}$" },
  },
} as const;

export function registerMailboxRoutes(app: FastifyInstance, mailbox: Mailbox): void {
  const language = (request: FastifyRequest) => languageOf(request.headers["accept-language"]);

  app.get<{ Querystring: { q?: string } }>(
    "/mailbox",
    { schema: { querystring: Search } },
    (request, reply) => {
      const part = request.query.q ?? "";
      return sendPage(
        reply,
        200,
        listPage(mailbox.list({ part, limit: DEFAULT_LIMIT }), part, language(request)),
      );
    },
  );

  app.get<{ Querystring: { to?: string; limit?: string } }>(
    "/mailbox/messages",
    { schema: { querystring: MessagesQuery } },
    (request, reply) => {
      const { to, limit } = request.query;
      reply.header("cache-control", "no-store");
      return { items: mailbox.list({ to, limit: limit === undefined ? DEFAULT_LIMIT : Number(limit) }) };
    },
  );

  app.delete("/mailbox/messages", async (_request, reply) => {
    await mailbox.clear();
    return reply.code(204).send();
  });

  app.get<{ Params: { id: string } }>("/mailbox/:id", (request, reply) => {
    const message = mailbox.find(request.params.id);
    if (message === undefined) return sendPage(reply, 404, missingPage(language(request)));
    return sendPage(reply, 200, mailPage(message, language(request)));
  });

  app.get<{ Params: { id: string } }>("/mailbox/:id/body", (request, reply) => {
    const message = mailbox.find(request.params.id);
    if (message === undefined) return sendPage(reply, 404, missingPage(language(request)));
    return sendPage(reply, 200, mailDocument(message), mailPolicy);
  });
}

/** No referrer: a linked site must not learn the address of the mailbox. */
const sendPage = (reply: FastifyReply, status: number, page: string, policy = mailboxPolicy): FastifyReply =>
  reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("cache-control", "no-store")
    .header("referrer-policy", "no-referrer")
    .header("x-content-type-options", "nosniff")
    .send(page);
