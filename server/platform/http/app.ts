/** Makes the Fastify instance of all public routes: input checks, problems, access, request ids, headers. */
import { randomUUID } from "node:crypto";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from "fastify";
import type { Clock } from "../clock.ts";
import { DomainError, inputError, inputProblem, isDomainError } from "../errors.ts";
import type { Log } from "../log.ts";
import { type Authenticate, authorize, isOpen } from "./access.ts";
import { refuseCrossSite } from "./cross-site.ts";
import { parseJsonBody } from "./json-body.ts";
import { readablePageAddress } from "./page-address.ts";
import { type ProblemTexts, sendProblem } from "./problem.ts";
import { invalidInput, validatorCompiler } from "./validation.ts";

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
  readonly clock: Clock;
  /** The shop's address for browsers, `https://shop.example`. Only pages of this origin may send changes. */
  readonly publicUrl: string;
  /**
   * Proxies whose `X-Forwarded-For` header is believed: addresses and networks, `10.0.0.0/8,127.0.0.1`. True:
   * all, because only our own gateway reaches this app. Default: none.
   */
  readonly trustedProxies?: true | string;
  /** Whether pages are served here too. Their visitors get a page for every address. Default: no. */
  readonly pages?: boolean;
}

/** Returns an app that refuses, by an Error, a route under `/api/v1` without a declared access. */
export function createApp(options: AppOptions): App {
  const { log, problemTexts, authenticate, clock, trustedProxies = false, pages = false } = options;
  const publicOrigin = new URL(options.publicUrl).origin;
  const headers = securityHeaders(publicOrigin.startsWith("https:"));
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies,
    bodyLimit: 256 * 1024,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: "idle",
    return503OnClosing: false,
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    rewriteUrl: ({ url = "/" }) => (pages ? readablePageAddress(url) : url),
    // An address that cannot be decoded matches no route, so it reaches no error handler either.
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply, problemTexts, asDomainError(error, request.log));
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  // Only JSON: a form of another site can send text/plain without a preflight.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, parseJsonBody(app));
  app.setValidatorCompiler(validatorCompiler);
  app.decorate("secureCookies", publicOrigin.startsWith("https:"));
  app.decorateRequest("actor", null);
  const methodsByAddress: { address: RegExp; method: string }[] = [];
  app.addHook("onRoute", (route) => {
    if (!route.url.endsWith("*")) {
      const address = new RegExp(`^${route.url.replaceAll(/:\w+/g, "[^/]+")}$`);
      for (const method of [route.method].flat()) methodsByAddress.push({ address, method });
    }
    if (route.url.startsWith("/api/v1") && !route.config?.access) {
      throw new Error(`${String(route.method)} ${route.url} does not declare who may call it`);
    }
  });
  // A callback and no promise: on a cached read the turns of the event loop are the main cost.
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    reply.header("x-content-type-options", "nosniff");
    // Pages of the web and of the sandbox pass through here with headers of their own.
    if (request.url.startsWith("/api/") || request.url.startsWith("/.well-known/")) reply.headers(headers);
    try {
      // PostgreSQL cannot store NUL.
      if (request.url.includes("%00")) throw unreadable("URL");
      refuseCrossSite(request, publicOrigin);
    } catch (error) {
      return done(error as Error);
    }
    if (isOpen(request)) done();
    else authorize(request, authenticate, clock.now()).then(() => done(), done);
  });
  app.setErrorHandler((error, request, reply) =>
    sendProblem(request, reply, problemTexts, asDomainError(error, request.log)),
  );
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "/";
    const allowed = methodsByAddress.filter(({ address }) => address.test(path)).map(({ method }) => method);
    if (allowed.length > 0) reply.header("allow", allowed.join(", "));
    const code = allowed.length > 0 ? "METHOD_NOT_ALLOWED" : "NOT_FOUND";
    return sendProblem(request, reply, problemTexts, new DomainError(code));
  });
  return app;
}

/**
 * Answers are data: a browser must not run or frame them, nor guess their type. They are not cached unless a
 * route says so.
 */
const securityHeaders = (https: boolean): Readonly<Record<string, string>> => ({
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "strict-origin-when-cross-origin",
  ...(https ? { "strict-transport-security": "max-age=63072000; includeSubDomains" } : {}),
});

function asDomainError(error: unknown, log: FastifyBaseLogger): DomainError {
  if (isDomainError(error)) return error;
  const invalid = invalidInput(error);
  if (invalid) return invalid;
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new DomainError("BODY_TOO_LARGE", {}, { cause: error });
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
    return new DomainError("UNSUPPORTED_MEDIA_TYPE", {}, { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return unreadable(code === "FST_ERR_BAD_URL" ? "URL" : "JSON");
  }
  log.error({ err: error }, "unexpected error");
  return new DomainError("INTERNAL", {}, { cause: error });
}

const unreadable = (code: "URL" | "JSON"): DomainError => inputError([inputProblem("", code)]);
