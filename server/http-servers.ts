/** The HTTP servers of a process: the public one, the internal one for peers, and the ops one. */

import Fastify, { type FastifyInstance } from "fastify";
import { apiPages } from "./api-pages/routes.ts";
import type { Shop } from "./compose.ts";
import { contracts } from "./contracts.ts";
import { passOn } from "./gateway.ts";
import type { ModuleName } from "./module-names.ts";
import { createSharedPages } from "./pages/shared-pages.ts";
import type { Clock } from "./platform/clock.ts";
import { withDeadline } from "./platform/contract/deadline.ts";
import { serveConsumers, serveContract } from "./platform/contract/serve.ts";
import { limitChanges } from "./platform/http/admission.ts";
import { type App, type AppOptions, createApp } from "./platform/http/app.ts";
import { earlyAnswers, ready } from "./platform/metric-names.ts";
import { type Metrics, requestTimer } from "./platform/metrics.ts";
import type { DiskRoom } from "./platform/storage/room.ts";
import { readTrace, withTrace } from "./platform/trace.ts";
import { type ServedSpan, serveSpan } from "./platform/tracing.ts";
import { problemTexts } from "./problems.ts";
import type { Runtime } from "./runtime.ts";

type ApiOptions = Pick<
  AppOptions,
  "clock" | "log" | "publicUrl" | "trustedProxies" | "refuseUndeclaredProblems" | "pages" | "room"
>;

/** All public routes of the modules that run here. Without `metrics` its requests are not measured. */
function createApi(shop: Shop, options: ApiOptions, metrics?: Metrics): App {
  const { authenticate, hasAccount } = shop;
  const app = createApp({ problemTexts, authenticate, hasAccount, ...options });
  if (metrics) measure(app, metrics);
  for (const module of shop.modules.values()) module.routes(app);
  return app;
}

const optionsOf = ({ config, clock, log }: Omit<Runtime, "metrics">): ApiOptions => ({
  clock,
  log,
  publicUrl: config.PUBLIC_URL,
  refuseUndeclaredProblems: config.NODE_ENV === "test",
});

/** The server that the world reaches. */
export async function createPublicServer(shop: Shop, runtime: Runtime, room?: DiskRoom): Promise<App> {
  const { config, clock, metrics } = runtime;
  const trusted = config.TRUSTED_PROXIES ? { trustedProxies: config.TRUSTED_PROXIES } : {};
  const pages = config.WEB_URL !== undefined;
  const options = { ...optionsOf(runtime), pages, ...trusted, ...(room ? { room } : {}) };
  const app = createApi(shop, options, metrics);
  limitChanges(app, config.CHANGES_AT_ONCE);
  if (config.peers.size > 0 || config.OTEL_EXPORTER_OTLP_ENDPOINT) handOn(app, clock);
  // Each request has its span, also one that could be answered from memory.
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT) app.early.stop();
  await apiPages(app, config.PUBLIC_URL);
  const peers = [...config.peers]
    .filter(([name]) => !shop.modules.has(name as ModuleName))
    .map(([name, baseUrl]) => ({ baseUrl, routes: contracts[name as ModuleName].routes }));
  const { WEB_URL: webUrl, SANDBOX_URL: sandbox, PUBLIC_URL: publicUrl } = config;
  const shared = webUrl && createSharedPages({ webUrl, clock, changes: shop.changes, metrics });
  passOn(app, { peers, web: shared ? { url: webUrl, shared } : undefined, sandbox, publicUrl });
  return app;
}

/** A client's request is given up after this time, in all processes that work for it. */
const REQUEST_DEADLINE_MS = 30_000;

/** What peers are told of the request that they work for: how long it waits, and its trace. */
function handOn(app: App, clock: Clock): void {
  const spans = new WeakMap<object, ServedSpan>();
  app.addHook("onRequest", (request, _reply, done) => {
    const trace = readTrace(request.id, request.headers);
    const span = serveSpan(request.method, request.routeOptions.url ?? "none", trace.traceparent);
    const handedOn = span ? { ...trace, traceparent: span.traceparent } : trace;
    const go = () =>
      withTrace(handedOn, () => withDeadline(clock.now().getTime() + REQUEST_DEADLINE_MS, done));
    if (span) {
      spans.set(request, span);
      span.run(go);
    } else go();
  });
  app.addHook("onResponse", (request, reply, done) => {
    spans.get(request)?.end(reply.statusCode);
    done();
  });
}

/**
 * The server that peers reach: contracts, events, and the public routes that gateways pass on. Never public.
 */
export async function createInternalServer(shop: Shop, runtime: Runtime, key: string): Promise<App> {
  const app = createApi(shop, { ...optionsOf(runtime), trustedProxies: true });
  for (const [name, { contract, port, consumers }] of shop.modules) {
    serveContract(app as unknown as FastifyInstance, contract, port, { keys: [key] });
    serveConsumers(app as unknown as FastifyInstance, name, consumers, { keys: [key] });
  }
  return app;
}

function measure(app: App, metrics: Metrics): void {
  const observe = requestTimer(metrics);
  const logsRequests = app.log.level === "debug" || app.log.level === "trace";
  const early = metrics.counter(earlyAnswers);
  app.early.observe((route, status, seconds) => {
    early.inc();
    observe("GET", route, status, seconds);
  });
  if (logsRequests) app.early.stop();
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "none";
    const { method } = request;
    const status = reply.statusCode;
    observe(method, route, status, reply.elapsedTime / 1000);
    if (logsRequests)
      request.log.debug({ method, route, status, ms: Math.round(reply.elapsedTime) }, "request");
    done();
  });
}

/** Whether the process may take traffic; `withoutDatabase`: also while the database is away. */
export type ReadinessCheck = (asked: { readonly withoutDatabase: boolean }) => Promise<boolean>;

/**
 * `/healthz`: the process lives. `/readyz`: it may take traffic; with `?exclude=database` also while the
 * database is away, because browsing goes on from memory. `/metrics`: for Prometheus.
 */
export function createOpsServer(metrics: Metrics, isReady: ReadinessCheck): FastifyInstance {
  const ops = Fastify({ logger: false });
  ops.get("/healthz", () => ({ status: "alive" }));
  metrics.gauge(ready, async (gauge) => gauge.set((await isReady({ withoutDatabase: false })) ? 1 : 0));
  ops.get<{ Querystring: { exclude?: unknown } }>("/readyz", async (request, reply) => {
    const mayServe = await isReady({ withoutDatabase: request.query.exclude === "database" });
    return reply.code(mayServe ? 200 : 503).send({ status: mayServe ? "ready" : "not ready" });
  });
  ops.get("/metrics", async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
  return ops;
}
