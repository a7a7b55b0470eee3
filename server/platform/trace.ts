/**
 * What one request of a client has in common in all processes that it passes: our request id, and the trace
 * of the client or of the gateway (W3C Trace Context, https://www.w3.org/TR/trace-context/). It travels in
 * headers, and is stored here and not in the arguments, so that no use case has to pass it on.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingHttpHeaders } from "node:http";
import { currentTraceparent } from "./tracing.ts";

export interface RequestTrace {
  readonly requestId: string;
  /** As it came, or of this process's own span while spans are recorded (`tracing.ts`). */
  readonly traceparent?: string;
  readonly tracestate?: string;
}

export const REQUEST_ID_HEADER = "x-request-id";

const traces = new AsyncLocalStorage<RequestTrace>();

export const withTrace = <T>(trace: RequestTrace, work: () => T): T => traces.run(trace, work);

/** Nothing outside a request: jobs and start-up. */
export const currentTrace = (): RequestTrace | undefined => traces.getStore();

const IDS = "(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
/** Version 00, or a later one, which may say more behind the same fields. An id of zeros only is invalid. */
const TRACEPARENT = new RegExp(`^(?:00-${IDS}|(?!00|ff)[0-9a-f]{2}-${IDS}(?:-[\\x21-\\x7e]*)?)$`);
/** The specification asks for room for 512 characters; more is not passed on. */
const TRACESTATE_LIMIT = 512;

/** The trace of a request. A header that is not valid counts as missing, as the specification demands. */
export function readTrace(requestId: string, { traceparent, tracestate }: IncomingHttpHeaders): RequestTrace {
  if (typeof traceparent !== "string" || !TRACEPARENT.test(traceparent)) return { requestId };
  const state = typeof tracestate === "string" && tracestate.length <= TRACESTATE_LIMIT;
  return { requestId, traceparent, ...(state ? { tracestate } : {}) };
}

/** For log lines: the id of the current trace, if it has one. */
export const currentTraceId = (): string | undefined =>
  (currentTraceparent() ?? currentTrace()?.traceparent)?.split("-")[1];

/** The headers that carry the current trace to the next process. */
export function traceHeaders(trace = currentTrace()): Record<string, string> {
  const own = currentTraceparent();
  if (!trace) return own ? { traceparent: own } : {};
  const { requestId, traceparent = own, tracestate } = { ...trace, ...(own ? { traceparent: own } : {}) };
  return {
    [REQUEST_ID_HEADER]: requestId,
    ...(traceparent ? { traceparent } : {}),
    ...(tracestate ? { tracestate } : {}),
  };
}

/** An id that another process of ours, or the gateway, gave a request. */
const REQUEST_ID = /^[\w-]{8,64}$/;

export const isRequestId = (value: unknown): value is string =>
  typeof value === "string" && REQUEST_ID.test(value);
