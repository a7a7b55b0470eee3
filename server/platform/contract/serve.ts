import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type Clock, systemClock } from "../clock.ts";
import { DomainError } from "../errors.ts";
import { readTrace, withTrace } from "../trace.ts";
import { serveSpan } from "../tracing.ts";
import type { AnyContract, Consumers, Port } from "./contract.ts";
import { withDeadline } from "./deadline.ts";
import { handlersOf } from "./handlers.ts";
import { verify } from "./signature.ts";
import { problemsOf } from "./validation.ts";
import { callPath, DEADLINE_HEADER, decode, encode, eventPath, status } from "./wire.ts";

/** The part of a pino or Fastify logger that this file uses. */
export interface ServeLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface ServeOptions {
  /** Accepted secrets: one, or two while the secret is being changed. */
  readonly keys: readonly string[];
  /** Default: the log of the app. */
  readonly log?: ServeLog;
  readonly clock?: Clock;
}

type Answering = (
  request: FastifyRequest,
  reply: FastifyReply,
  work: (input: unknown) => Promise<unknown>,
) => Promise<unknown>;

/** Large enough for a batch of a few thousand lines, small enough that a mistake cannot fill the memory. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** Serves `POST /internal/<module>/<call>` for every verb. `app` must be the internal one, never public. */
export function serveContract<C extends AnyContract>(
  app: FastifyInstance,
  contract: C,
  implementation: Port<C>,
  options: ServeOptions,
): void {
  const handlers = handlersOf(contract, implementation);
  serve(app, options, (scope, answer) => {
    for (const [name, { call, run }] of handlers) {
      scope.post(callPath(contract.name, name), (request, reply) =>
        answer(request, reply, async (input) => {
          const problems = problemsOf(call.input, input);
          if (problems.length > 0) return reply.code(status.invalid).send({ problems });
          return reply.type("application/json").send(encode(await run(input)));
        }),
      );
    }
  });
}

const EventEnvelope = Type.Object({
  id: Type.String(),
  type: Type.String(),
  version: Type.Integer(),
  occurredAt: Type.String(),
  payload: Type.Unknown(),
});

/** Serves `POST /internal/<module>/events/<type>`. The empty answer comes when the consumer has finished. */
export function serveConsumers(
  app: FastifyInstance,
  moduleName: string,
  consumers: Consumers,
  options: ServeOptions,
): void {
  serve(app, options, (scope, answer) => {
    scope.post<{ Params: { type: string } }>(eventPath(moduleName, ":type"), (request, reply) =>
      answer(request, reply, async (input) => {
        const { type } = request.params;
        const consume = Object.hasOwn(consumers, type) ? consumers[type] : undefined;
        if (consume === undefined) {
          const problems = [
            { pointer: "/type", message: `${type} is not an event that ${moduleName} consumes` },
          ];
          return reply.code(status.unknown).send({ problems });
        }
        const problems = problemsOf(EventEnvelope, input);
        if (problems.length > 0) return reply.code(status.invalid).send({ problems });
        await consume(input as Parameters<typeof consume>[0]);
        return reply.send("");
      }),
    );
  });
}

/** Adds routes that check the caller, in their own scope: the app's parsers and handlers do not change. */
function serve(
  app: FastifyInstance,
  options: ServeOptions,
  addRoutes: (scope: FastifyInstance, answer: Answering) => void,
) {
  const { keys, clock = systemClock, log = app.log } = options;
  if (keys.length === 0 || keys.includes("")) throw new Error("internal calls need a key that is not empty");

  const answer: Answering = async (request, reply, work) => {
    const body = request.body instanceof Buffer ? request.body : Buffer.alloc(0);
    const caller = verify(keys, clock.now(), request.headers.authorization, {
      method: request.method,
      path: request.url,
      body,
    });
    if (caller === undefined) {
      log.warn({ path: request.url, ip: request.ip }, "internal call refused: no valid signature");
      return reply.code(status.unauthenticated).send();
    }
    const remainingMs = budgetOf(request) - reply.elapsedTime;
    if (remainingMs <= 0) return reply.code(status.unavailable).send();
    let input: unknown;
    try {
      input = decode(body.toString("utf8"));
    } catch (error) {
      log.warn({ err: error, path: request.url, caller }, "internal call refused: not JSON");
      return reply.code(status.invalid).send({ problems: [{ pointer: "", message: "is not JSON" }] });
    }
    const trace = readTrace(request.id, request.headers);
    const until = clock.now().getTime() + remainingMs;
    const span = serveSpan("POST", request.routeOptions.url ?? request.url, trace.traceparent);
    if (!span) return withTrace(trace, () => withDeadline(until, () => work(input)));
    try {
      const own = { ...trace, traceparent: span.traceparent };
      const answered = await span.run(() => withTrace(own, () => withDeadline(until, () => work(input))));
      span.end(reply.statusCode);
      return answered;
    } catch (error) {
      // The error handler runs later: the reply has no status of its own yet.
      span.end(error instanceof DomainError ? status.refused : 500);
      throw error;
    }
  };

  app.register(async (scope) => {
    // The signature covers the bytes as they came, so the body stays bytes until it is verified.
    scope.removeAllContentTypeParsers();
    const options = { parseAs: "buffer", bodyLimit: BODY_LIMIT_BYTES } as const;
    scope.addContentTypeParser("application/json", options, (_request, body, done) => done(null, body));
    scope.setErrorHandler((error: unknown, request, reply) => {
      if (error instanceof DomainError) {
        return reply.code(status.refused).send({ code: error.code, details: error.details });
      }
      const refusedByFastify = clientErrorStatus(error);
      if (refusedByFastify === undefined)
        log.error({ err: error, path: request.url }, "internal call failed");
      return reply.code(refusedByFastify ?? 500).send();
    });
    addRoutes(scope, answer);
  });
}

/** Returns how long the caller waits, milliseconds. Infinity without a valid header. */
function budgetOf(request: FastifyRequest): number {
  const budget = Number(request.headers[DEADLINE_HEADER] ?? Number.POSITIVE_INFINITY);
  return Number.isNaN(budget) ? Number.POSITIVE_INFINITY : budget;
}

/** Returns 413 or 415 for an error of Fastify itself. The status of a module's error is not used. */
function clientErrorStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("code" in error) || !String(error.code).startsWith("FST_ERR_CTP_"))
    return undefined;
  return "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;
}
