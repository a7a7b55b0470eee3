import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { DomainError } from "../../platform/errors.ts";
import { accountIdOf, guestOrSignedIn } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { clearCookie, readCookie, setCookie } from "../../platform/http/cookies.ts";
import { parseJsonBody } from "../../platform/http/json-body.ts";
import { languageOf } from "../../platform/http/problem.ts";
import { newSecret } from "../../platform/ids.ts";
import { networkOf } from "../../platform/network.ts";
import { Closed, Uuid } from "../../platform/schema.ts";
import { batchedLines } from "./batched-lines.ts";
import { isBot } from "./bots.ts";
import type { RecommendationsContext } from "./context.ts";
import { visitorIdOf } from "./hashed-id.ts";
import { acceptEvents, type EventOwner } from "./interactions.ts";
import { presentList } from "./present.ts";
import { rateLimit } from "./rate.ts";
import {
  EventBatch,
  Placement,
  RecommendationQuery,
  Recommendations,
  VisitorChoice,
  VisitorState,
} from "./schemas.ts";
import { allowVisitor, choose, identify, refuseVisitor, wantsPersonal } from "./service/persons.ts";
import { recommend } from "./service/recommend.ts";
import { noteOrderOf } from "./service/record-purchases.ts";

const tags = ["recommendations"];
const VISITOR_SECONDS = 180 * 24 * 60 * 60;

export function routes(app: App, context: RecommendationsContext): void {
  eventScope(app, context);
  listRoute(app, context);
  choiceRoutes(app, context);
  orderRoute(app, context);
}

const SECRET = /^[A-Za-z0-9_-]{22,64}$/;

/** What a guest who agreed has in a cookie; null: nothing. */
function visitorSecret({ headers, server }: FastifyRequest): string | null {
  const value = readCookie(headers.cookie, "visitor", server.secureCookies);
  return value !== null && SECRET.test(value) ? value : null;
}

/** The id of a guest who agreed; null: none. */
function visitorOf(request: FastifyRequest): string | null {
  const secret = visitorSecret(request);
  return secret === null ? null : visitorIdOf(secret);
}

/** Returns whose request it is. A guest's id that became a member's leaves the browser. */
async function personOf(
  context: RecommendationsContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<EventOwner | null> {
  const identity = await identify(context, accountIdOf(request), visitorOf(request));
  if (identity.forgetVisitor)
    reply.header("set-cookie", clearCookie("visitor", request.server.secureCookies));
  return identity.person;
}

/**
 * Registers the route in a scope that also takes JSON as `text/plain`: `sendBeacon` sends a string so, and
 * asks no preflight. A page of another site is refused by where it comes from (platform/http/cross-site.ts).
 */
function eventScope(app: App, context: RecommendationsContext): void {
  app.register(async (plain) => {
    const scope = plain as App;
    scope.addContentTypeParser("text/plain", { parseAs: "buffer" }, parseJsonBody(scope));
    eventRoute(scope, context);
  });
}

function eventRoute(app: App, context: RecommendationsContext): void {
  const maySend = rateLimit();
  app.post(
    "/api/v1/events",
    {
      config: { access: guestOrSignedIn("session") },
      schema: {
        tags,
        summary: "Report what a shopper looks at",
        description:
          "A page that is left can still send it (`navigator.sendBeacon`); its JSON may come as " +
          "`text/plain`, too. Without consent nothing that names a person is kept. Crawlers, by their " +
          "`User-Agent`, and staff are left out.",
        problems: ["TOO_MANY_REQUESTS"],
        body: EventBatch,
        response: { 202: Closed({ accepted: Type.Integer({ description: "events that are kept" }) }) },
      },
    },
    async (request, reply) => {
      const now = context.clock.now();
      if (!maySend(networkOf(request.ip), request.body.events.length, now.getTime()))
        throw new DomainError("TOO_MANY_REQUESTS", { retryAfter: 10 });
      const isStaff = (request.actor?.permissions.length ?? 0) > 0;
      if (isStaff || isBot(request.headers["user-agent"])) return reply.code(202).send({ accepted: 0 });
      const person = await personOf(context, request, reply);
      const { events, session = null } = request.body;
      const products = await context.assortment.get();
      const isShown = (id: string): boolean => products.find(id) !== undefined;
      const accepted = acceptEvents(events, { person, session, isShown }, now);
      await context.record(accepted);
      return reply.code(202).send({ accepted: accepted.length });
    },
  );
}

/** In small letters, as an id alone is read. */
const idsOf = (text: string | undefined): string[] => (text ? text.toLowerCase().split(",") : []);

function listRoute(app: App, context: RecommendationsContext): void {
  const note = batchedLines(context.log, "recommended");
  app.get(
    "/api/v1/recommendations/:placement",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "Recommend products",
        description:
          "For a place of the shop. What the visit looked at just now travels with the request, so the " +
          "answer to a click is in the next list; it is not kept.",
        params: Closed({ placement: Placement }),
        querystring: RecommendationQuery,
        response: { 200: Recommendations },
      },
    },
    async (request, reply) => {
      const { kind = "similar", productId = null, category = null, limit = 12 } = request.query;
      const { placement } = request.params;
      const list = await recommend(context, {
        ...{ placement, kind, productId, category, limit },
        q: request.query.q,
        recent: idsOf(request.query.recent),
        without: idsOf(request.query.without),
        person: await personOf(context, request, reply),
        language: languageOf(request),
        requestId: request.id,
      });
      const { level, model, items } = list;
      note({ requestId: request.id, placement, level, model, items: items.length });
      reply.headers({
        "cache-control": "private, no-store",
        "content-language": languageOf(request),
        "content-type": "application/json; charset=utf-8",
      });
      // The cards are JSON already.
      return sendBytes(reply, presentList(list, request.id));
    },
  );
}

const sendBytes = (reply: FastifyReply, bytes: Buffer): FastifyReply => reply.send(bytes);

function choiceRoutes(app: App, context: RecommendationsContext): void {
  app.get(
    "/api/v1/visitor",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "Read whether the visitor wants personal recommendations",
        querystring: Closed({}),
        response: { 200: VisitorState },
      },
    },
    async (request) => {
      const memberId = accountIdOf(request);
      const personal =
        memberId === null ? visitorOf(request) !== null : await wantsPersonal(context, memberId);
      return { personal, keptDays: context.eventDays };
    },
  );

  app.put(
    "/api/v1/visitor",
    {
      config: { access: guestOrSignedIn("session") },
      schema: {
        tags,
        summary: "Choose whether to get personal recommendations",
        description:
          "A guest who says yes gets a cookie with a secret. A no deletes what was kept of the member " +
          "or the guest.",
        body: VisitorChoice,
        response: { 200: VisitorChoice },
      },
    },
    async (request, reply) => {
      const { personal } = request.body;
      const memberId = accountIdOf(request);
      const visitorId = visitorOf(request);
      const { secureCookies } = request.server;
      if (memberId !== null) await choose(context, memberId, personal);
      else if (personal) {
        if (visitorId !== null) await allowVisitor(context, visitorId);
        const secret = visitorSecret(request) ?? newSecret();
        reply.header("set-cookie", setCookie("visitor", secureCookies, secret, VISITOR_SECONDS));
        return { personal };
      }
      if (visitorId !== null) {
        if (!personal) await refuseVisitor(context, visitorId);
        reply.header("set-cookie", clearCookie("visitor", secureCookies));
      }
      return { personal };
    },
  );
}

const TokenHeader = Type.Object({ "x-guest-token": Type.String({ minLength: 1, maxLength: 200 }) });

function orderRoute(app: App, context: RecommendationsContext): void {
  app.put(
    "/api/v1/visitor/orders/:id",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "Tell that a guest who agreed placed this order",
        description:
          "Before it is paid: what is bought is then recommended again to the guest. Changes nothing for a " +
          "guest without consent, and for members, whose orders are known.",
        problems: ["NOT_FOUND"],
        params: Closed({ id: Uuid }),
        headers: TokenHeader,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const visitorId = accountIdOf(request) === null ? visitorOf(request) : null;
      const guestToken = request.headers["x-guest-token"];
      await noteOrderOf(context, { orderId: request.params.id, guestToken, visitorId });
      return reply.code(204).send(null);
    },
  );
}
