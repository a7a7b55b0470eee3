/**
 * SOLAPI: text messages and Kakao messages in groups. Faults are those of payments; `open` makes a group,
 * `confirm` sends it, `get` reads, `cancel` deletes.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../clock.ts";
import { createFaults, type Operation, parseFault } from "../faults.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { Pauses } from "../pauses.ts";
import { createGroups, type Group, type WireMessage } from "./groups.ts";

export interface SolapiOptions {
  readonly mailbox: Mailbox;
  readonly clock: Clock;
  readonly pauses: Pauses;
  readonly hangMs: number;
  readonly apiKey: string;
  readonly apiSecret: string;
}

const BASE = "/solapi/messages/v4/groups";
/** A batch of messages. */
const BODY_LIMIT = 1024 * 1024;

const Messages = {
  type: "object",
  required: ["messages"],
  properties: {
    messages: {
      type: "array",
      minItems: 1,
      maxItems: 10_000,
      items: {
        type: "object",
        required: ["to", "from", "type"],
        properties: {
          to: { type: "string" },
          from: { type: "string" },
          type: { enum: ["SMS", "LMS", "ATA"] },
          text: { type: "string" },
          subject: { type: "string" },
        },
      },
    },
  },
} as const;
const Fault = {
  type: "object",
  required: ["operation", "mode"],
  additionalProperties: false,
  properties: {
    operation: { enum: ["open", "confirm", "get", "cancel"] },
    mode: { type: "string", maxLength: 100 },
    times: { type: "integer", minimum: 1, maximum: 1_000_000 },
  },
} as const;

interface ApiAnswer {
  readonly status: number;
  readonly body: object | string;
}
type GroupRequest = FastifyRequest<{ Params: { id: string } }>;

const refusal = (status: number, errorCode: string): ApiAnswer => ({
  status,
  body: { errorCode, errorMessage: errorCode },
});
const MISSING = refusal(404, "ResourceNotFound");

/** Takes the fault of a call, and its effect unless the fault comes before. */
function faultyCalls(
  faults: ReturnType<typeof createFaults>,
  { pauses, hangMs }: Pick<SolapiOptions, "pauses" | "hangMs">,
) {
  return async function run(
    reply: FastifyReply,
    operation: Operation,
    effect: () => ApiAnswer | Promise<ApiAnswer>,
  ) {
    const fault = faults.take(operation);
    if (fault.kind === "hang-then-effect") await pauses.pause(fault.ms ?? hangMs);
    if (fault.kind === "slow") await pauses.pause(fault.ms);
    if (fault.kind === "reset-before-effect") return cut(reply);
    if (fault.kind === "500-before-effect") return send(reply, refusal(500, "InternalError"));
    if (fault.kind === "429") return send(reply, refusal(429, "TooManyRequests"));
    const answer = await effect();
    if (fault.kind === "reset-after-effect") return cut(reply);
    if (fault.kind === "500-after-effect") return send(reply, refusal(500, "InternalError"));
    return send(reply, fault.kind === "garbage" ? { status: 200, body: "<html>" } : answer);
  };
}

export function createSolapi(options: SolapiOptions) {
  const { mailbox, clock, pauses, hangMs } = options;
  const groups = createGroups(mailbox, clock);
  const faults = createFaults();

  const run = faultyCalls(faults, { pauses, hangMs });

  const withGroup =
    <Answer extends ApiAnswer | Promise<ApiAnswer>>(
      request: GroupRequest,
      effect: (group: Group) => Answer,
    ) =>
    () => {
      const group = groups.find(request.params.id);
      return group ? effect(group) : MISSING;
    };

  return {
    registerApi(app: FastifyInstance): void {
      app.addHook("onRequest", async (request, reply) => {
        if (!isSigned(request, options)) return send(reply, refusal(403, "SignatureDoesNotMatch"));
        return undefined;
      });
      app.post(BASE, (_request, reply) =>
        run(reply, "open", () => ({ status: 200, body: viewOf(groups.open()) })),
      );
      app.put<{ Params: { id: string }; Body: { messages: WireMessage[] } }>(
        `${BASE}/:id/messages`,
        { schema: { body: Messages }, bodyLimit: BODY_LIMIT },
        (request, reply) => {
          const add = withGroup(request, (group) => {
            if (group.status !== "PENDING") return refusal(400, "ValidationError");
            const errorCount = groups.add(group, request.body.messages);
            return { status: 200, body: { errorCount, resultList: group.messages } };
          });
          return send(reply, add());
        },
      );
      app.post<{ Params: { id: string } }>(`${BASE}/:id/send`, (request, reply) =>
        run(
          reply,
          "confirm",
          withGroup(request, async (group) => {
            if (group.status !== "PENDING" || group.messages.length === 0)
              return refusal(400, "ValidationError");
            await groups.send(group);
            return { status: 200, body: viewOf(group) };
          }),
        ),
      );
      app.delete<{ Params: { id: string } }>(`${BASE}/:id`, (request, reply) =>
        run(
          reply,
          "cancel",
          withGroup(request, (group) => {
            if (group.status !== "PENDING") return refusal(400, "ValidationError");
            group.status = "DELETED";
            return { status: 200, body: viewOf(group) };
          }),
        ),
      );
      registerReads(app, run, withGroup);
    },

    /** Paths begin with `/sandbox/solapi`. The caller checks the secret key. */
    registerControl(app: FastifyInstance): void {
      app.post<{ Body: { operation: Operation; mode: string; times?: number } }>(
        "/sandbox/solapi/faults",
        { schema: { body: Fault } },
        (request, reply) => {
          const { operation, mode, times } = request.body;
          const fault = parseFault(mode);
          if (fault === null) return send(reply, refusal(400, "ValidationError"));
          faults.set({ operation, mode, times: times ?? null }, fault);
          return send(reply, { status: 201, body: { faults: faults.list() } });
        },
      );
      app.delete("/sandbox/solapi/faults", (_request, reply) => {
        faults.clear();
        return reply.code(204).send();
      });
    },
  };
}

function registerReads(
  app: FastifyInstance,
  run: (reply: FastifyReply, operation: Operation, effect: () => ApiAnswer) => Promise<FastifyReply>,
  withGroup: (request: GroupRequest, effect: (group: Group) => ApiAnswer) => () => ApiAnswer,
): void {
  app.get<{ Params: { id: string } }>(`${BASE}/:id`, (request, reply) =>
    run(
      reply,
      "get",
      withGroup(request, (group) => ({ status: 200, body: viewOf(group) })),
    ),
  );
  app.get<{ Params: { id: string } }>(`${BASE}/:id/messages`, (request, reply) =>
    run(
      reply,
      "get",
      withGroup(request, ({ messages }) => {
        const messageList = Object.fromEntries(messages.map((each) => [each.messageId, each]));
        return { status: 200, body: { startKey: null, limit: messages.length, messageList } };
      }),
    ),
  );
}

const viewOf = ({ groupId, status, dateSent, messages }: Group) => ({
  ...{ groupId, status, dateSent },
  count: { total: messages.length },
});

const send = (reply: FastifyReply, { status, body }: ApiAnswer): FastifyReply =>
  reply.code(status).send(body);

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.destroy();
  return reply;
}

function isSigned(request: FastifyRequest, { apiKey, apiSecret }: SolapiOptions): boolean {
  const header = /^HMAC-SHA256 apiKey=([^,]+), date=([^,]+), salt=([^,]+), signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? "",
  );
  const [, key, date = "", salt = "", signature = ""] = header ?? [];
  if (key !== apiKey) return false;
  const expected = createHmac("sha256", apiSecret).update(`${date}${salt}`).digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex"));
}
