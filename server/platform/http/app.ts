/** Makes the Fastify instance of all public routes: input checks, problems, access, request ids, headers. */
import { randomUUID } from "node:crypto";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from "fastify";
import type { Clock } from "../clock.ts";
import { DomainError, inputError, inputProblem, isDomainError } from "../errors.ts";
import type { Log } from "../log.ts";
import { addressList } from "../network.ts";
import { type DiskRoom, isDiskFull } from "../storage/room.ts";
import { isRequestId, REQUEST_ID_HEADER } from "../trace.ts";
import { type Authenticate, authorize, type HasAccount, isOpen } from "./access.ts";
import { type Addresses, createAddresses, MAX_PARAMETER_LENGTH } from "./addresses.ts";
import { refuseAmbiguity } from "./ambiguity.ts";
import { answerBrokenRequest } from "./broken-request.ts";
import { answerKnownReads } from "./conditional-reads.ts";
import { refuseCrossSite, SAFE_METHODS } from "./cross-site.ts";
import { createEarlyAnswers, type EarlyAnswers } from "./early-answers.ts";
import { parseJsonBody } from "./json-body.ts";
import { problemsOf } from "./operation-problems.ts";
import { readablePageAddress } from "./page-address.ts";
import { PROBLEM_PAGES, type ProblemTexts, sendProblem } from "./problem.ts";
import { requestLog } from "./request-log.ts";
import { serializerCompiler } from "./serialization.ts";
import { refuseUndeclaredBody } from "./undeclared-body.ts";
import { invalidInput, validatorCompiler } from "./validation.ts";

declare module "fastify" {
  interface FastifyInstance {
    early: EarlyAnswers;
  }
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface AppOptions {
  readonly log: Log;
  readonly problemTexts: ProblemTexts;
  readonly authenticate: Authenticate;
  /** Without it no route may ask: asking is an error. */
  readonly hasAccount?: HasAccount;
  readonly clock: Clock;
  /** The shop's address for browsers, `https://shop.example`. Only pages of this origin may send changes. */
  readonly publicUrl: string;
  /**
   * Proxies whose `X-Forwarded-For` header is believed: addresses and networks, `10.0.0.0/8,127.0.0.1`. True:
   * all, because only our own gateway reaches this app. Default: none.
   */
  readonly trustedProxies?: true | string;
  /** A problem that its operation does not declare becomes a 500: for tests of the API's document. */
  readonly refuseUndeclaredProblems?: boolean;
  /** Whether pages are served here too. Their visitors get a page for every address. Default: no. */
  readonly pages?: boolean;
  /** While it is short, changes are refused (503). */
  readonly room?: DiskRoom;
}

/** Returns an app that refuses, by an Error, a route under `/api/v1` without a declared access. */
export function createApp(options: AppOptions): App {
  const { log, problemTexts, trustedProxies = false, pages = false } = options;
  const publicOrigin = new URL(options.publicUrl).origin;
  const headers = securityHeaders(publicOrigin.startsWith("https:"));
  const problemPages = `${options.publicUrl.replace(/\/$/, "")}${PROBLEM_PAGES}`;
  const requestIdOf = requestIds(trustedProxies);
  const { early, serve } = createEarlyAnswers({
    requestIdOf,
    headersFor: (route) => ({ ...NO_GUESSES, ...(isForPrograms(route) ? headers : {}) }),
  });
  const app = Fastify({
    // Fastify leaves the times of such a server to it.
    serverFactory: (routes) => Object.assign(serve(routes), SERVER_TIMES),
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: requestLog,
    genReqId: requestIdOf,
    trustProxy: trustedProxies,
    bodyLimit: 256 * 1024,
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, problemTexts, problemPages),
    rewriteUrl: ({ url = "/" }) => (pages ? readablePageAddress(url) : url),
    // An address that cannot be decoded or is too long matches no route, so it reaches no hook and no error
    // handler either.
    frameworkErrors: (error, request, reply) => {
      reply.headers({ ...headers, ...alwaysHeaders(request) });
      sendProblem(request, reply, problemTexts, asDomainError(error, request));
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  // Only JSON: a form of another site can send text/plain without a preflight.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, parseJsonBody(app));
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.decorate("secureCookies", publicOrigin.startsWith("https:"));
  app.decorateRequest("actor", null);
  app.decorate("hasAccount", options.hasAccount ?? askedWithoutAnswer);
  app.decorate("problemPages", problemPages);
  app.decorate("early", early);
  // The routes tell a client that stays connected that the server is about to close.
  app.addHook("preClose", (done) => {
    early.stop();
    done();
  });
  const addresses = createAddresses();
  app.addHook("onRoute", (route) => {
    refuseUndeclaredBody(route);
    answerKnownReads(route, options.refuseUndeclaredProblems ?? false);
    if (!route.config?.noAddress) addresses.add(route.url, [route.method].flat());
    if (route.url.startsWith("/api/v1") && !route.config?.access) {
      throw new Error(`${String(route.method)} ${route.url} does not declare who may call it`);
    }
  });
  refuseWrongRequests(app, options, addresses, headers);
  app.setErrorHandler((error, request, reply) => {
    const problem = asDomainError(error, request);
    const declared = !options.refuseUndeclaredProblems || isDeclared(request, problem, problemTexts);
    return sendProblem(request, reply, problemTexts, declared ? problem : undeclared(request, problem));
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, problemTexts, new DomainError("NOT_FOUND")),
  );
  return app;
}

/** A `false` would refuse every member, and look like a wrong request. */
const askedWithoutAnswer: HasAccount = () =>
  Promise.reject(new Error("a route asks who has an account, and createApp was given no hasAccount"));

/** The checks of each request, before its body is read. */
function refuseWrongRequests(
  app: App,
  { authenticate, clock, room, publicUrl }: AppOptions,
  addresses: Addresses,
  headers: Readonly<Record<string, string>>,
): void {
  const publicOrigin = new URL(publicUrl).origin;
  // A callback and no promise: on a cached read the turns of the event loop are the main cost.
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(alwaysHeaders(request));
    // Pages of the web and of the sandbox pass through here with headers of their own.
    if (isForPrograms(request.url)) reply.headers(headers);
    try {
      refuseAmbiguity(request, reply);
      refuseUnknownAddress(request, reply, addresses);
      // PostgreSQL cannot store NUL.
      if (request.url.includes("%00")) throw unreadable("URL");
      refuseCrossSite(request, publicOrigin);
      if (room?.isShort()) refuseChanges(request);
    } catch (error) {
      return done(error as Error);
    }
    if (isOpen(request)) done();
    else authorize(request, authenticate, clock.now()).then(() => done(), done);
  });
}

const SERVER_TIMES = { requestTimeout: 30_000, keepAliveTimeout: 65_000 } as const;

const isForPrograms = (address: string): boolean =>
  address.startsWith("/api/") || address.startsWith("/.well-known/");

/** A request keeps the id that the gateway, or the process that passed it on, gave it. */
function requestIds(trustedProxies: true | string | false): (request: RawRequestDefaultExpression) => string {
  const trusted =
    typeof trustedProxies === "string" ? addressList(trustedProxies) : () => trustedProxies === true;
  return ({ headers, socket }) => {
    const given = headers[REQUEST_ID_HEADER];
    return isRequestId(given) && trusted(socket.remoteAddress ?? "") ? given : randomUUID();
  };
}

/** Requests for pages and for the sandbox pass: they store nothing of ours. */
function refuseChanges({ method, url }: FastifyRequest): void {
  if (!SAFE_METHODS.has(method) && url.startsWith("/api/")) throw new DomainError("STORAGE_FULL");
}

/**
 * Throws NOT_FOUND or METHOD_NOT_ALLOWED where the router found no route, or found the route of a less
 * specific address that has the method. It runs before the body is read, so an unknown address is never
 * reported as a problem of the body.
 */
function refuseUnknownAddress(request: FastifyRequest, reply: FastifyReply, addresses: Addresses): void {
  const { url: pattern = "", config } = request.routeOptions;
  const unknown = request.is404 || config.noAddress === "refused";
  if (!unknown && (config.noAddress || !addresses.isOverlapped(pattern))) return;
  const path = request.url.split("?", 1)[0] ?? "/";
  if (path.includes("%00")) return;
  const address = addresses.find(path);
  if (!unknown && (address === null || address.pattern === pattern)) return;
  if (address === null || address.methods.includes(request.method)) throw new DomainError("NOT_FOUND");
  reply.header("allow", address.methods.join(", "));
  throw new DomainError("METHOD_NOT_ALLOWED");
}

function isDeclared(request: FastifyRequest, { code }: DomainError, texts: ProblemTexts): boolean {
  const { method: _, url = "", config, schema } = request.routeOptions;
  if (request.is404 || config.noAddress || code === "METHOD_NOT_ALLOWED") return true;
  return (
    (texts[code]?.status ?? 500) >= 500 ||
    problemsOf({ method: request.method, url, config, schema }).has(code)
  );
}

function undeclared({ log, method, routeOptions }: FastifyRequest, problem: DomainError): DomainError {
  log.error({ err: problem }, "a problem that the operation does not declare");
  return new DomainError("INTERNAL", { undeclared: `${problem.code} of ${method} ${routeOptions.url}` });
}

/** For each answer: a browser must not guess its type. */
const NO_GUESSES = { "x-content-type-options": "nosniff" } as const;

const alwaysHeaders = ({ id }: { id: string }): Record<string, string> => ({
  [REQUEST_ID_HEADER]: id,
  ...NO_GUESSES,
});

/**
 * Answers are data: a browser must not run or frame them. They are not cached unless a route says so.
 */
const securityHeaders = (https: boolean): Readonly<Record<string, string>> => ({
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "strict-origin-when-cross-origin",
  ...(https ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
});

function asDomainError(error: unknown, { log, method }: FastifyRequest): DomainError {
  if (isDomainError(error)) return error;
  const invalid = invalidInput(error);
  if (invalid) return invalid;
  const { code, statusCode } = error as Partial<FastifyError>;
  if (statusCode === 413) return new DomainError("BODY_TOO_LARGE", {}, { cause: error });
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new DomainError("UNSUPPORTED_MEDIA_TYPE", {}, { cause: error });
  if (code === "FST_ERR_MAX_PARAM_LENGTH") return new DomainError("NOT_FOUND", {}, { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return unreadable(code === "FST_ERR_BAD_URL" || SAFE_METHODS.has(method) ? "URL" : "JSON");
  }
  if (isDiskFull(error)) {
    log.error({ err: error }, "the disk is full");
    return new DomainError("STORAGE_FULL", {}, { cause: error });
  }
  log.error({ err: error }, "unexpected error");
  return new DomainError("INTERNAL", {}, { cause: error });
}

const unreadable = (code: "URL" | "JSON"): DomainError => inputError([inputProblem("", code)]);
