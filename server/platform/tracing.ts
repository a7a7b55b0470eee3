/**
 * Spans of OpenTelemetry (https://opentelemetry.io/docs/specs/otel/trace/api/): what a request, a job, a call
 * of another process, a statement and a payment provider took. Off until `startTracing` is called; then code
 * below costs a check of one variable. Names and attributes follow the semantic conventions. They hold route
 * templates, names from the code and SQL without its values: never ids, bodies, tokens or addresses.
 */
import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";

export interface TracingOptions {
  /** Of an OTLP/HTTP collector: `http://tempo:4318`. */
  readonly endpoint: string;
  /** The part of all traces that is kept, 0 to 1. */
  readonly ratio: number;
  /** `service.name`: `jangteo-api`. */
  readonly service: string;
  readonly log: TracingLog;
}

/** The part of a pino logger that this file uses: the log itself asks for the current trace. */
interface TracingLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface Tracing {
  /** Sends what is left, for two seconds at most, and turns tracing off. */
  stop(): Promise<void>;
}

const LAST_EXPORT_MS = 2_000;

let tracer: Tracer | null = null;

export const isTracing = (): boolean => tracer !== null;

/** Turns tracing on for this process. A collector that is away costs spans, and nothing else. */
export async function startTracing({ endpoint, ratio, service, log }: TracingOptions): Promise<Tracing> {
  // Loaded on demand: most processes never send a span.
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { AsyncLocalStorageContextManager }] =
    await Promise.all([
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/context-async-hooks"),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  // A client may send any trace id. Its flags do not decide what is kept; the ratio decides by the id, which
  // is the same in all processes.
  const byId = new sdk.TraceIdRatioBasedSampler(ratio);
  const sampler = { root: byId, remoteParentSampled: byId, remoteParentNotSampled: byId };
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    sampler: new sdk.ParentBasedSampler(sampler),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, exportTimeoutMillis: 5_000 })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  tracer = provider.getTracer("jangteo");
  log.info({ endpoint, ratio }, "traces are sent");
  return {
    async stop() {
      tracer = null;
      const cut = new Promise((resolve) => setTimeout(resolve, LAST_EXPORT_MS).unref());
      const sent = provider.shutdown().catch((err: unknown) => log.warn({ err }, "spans were not sent"));
      await Promise.race([sent, cut]);
      context.disable();
    },
  };
}

type Kind = keyof typeof SpanKind;

/** Runs the work in a span that ends with it. A failure is marked by the name of its error. */
export function inSpan<T>(
  name: string,
  kind: Kind,
  attributes: Attributes,
  work: () => Promise<T>,
): Promise<T> {
  if (tracer === null) return work();
  return tracer.startActiveSpan(name, { kind: SpanKind[kind], attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      failSpan(span, error instanceof Error ? error.name : "error");
      throw error;
    } finally {
      span.end();
    }
  });
}

function failSpan(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The span of a request that this process serves. */
export interface ServedSpan {
  /** W3C's header, for the processes that work for the request. */
  readonly traceparent: string;
  /** Runs what belongs to the request. */
  run<T>(work: () => T): T;
  end(status: number): void;
}

/**
 * Begins the span of a request; null while tracing is off.
 * @param route its template
 * @param traceparent as it came with the request, if it is valid
 */
export function serveSpan(method: string, route: string, traceparent?: string): ServedSpan | null {
  if (tracer === null) return null;
  const within = contextOf(traceparent);
  const attributes = { "http.request.method": method, "http.route": route };
  const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, within);
  return {
    traceparent: traceparentOf(span),
    run: (work) => context.with(trace.setSpan(within, span), work),
    end(status) {
      span.setAttribute("http.response.status_code", status);
      if (status >= 500) failSpan(span, String(status));
      span.end();
    },
  };
}

function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags = "00"] = traceparent?.split("-") ?? [];
  if (!traceId || !spanId) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** W3C's header of the current span; undefined outside of one, and while tracing is off. */
export function currentTraceparent(): string | undefined {
  const span = tracer && trace.getActiveSpan();
  return span ? traceparentOf(span) : undefined;
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, "0")}`;
}
