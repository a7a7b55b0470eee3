/** What the adapters share: one request with a time limit, and reading a response that may be anything. */
import { NoAnswer, type OutgoingRequest, type Send } from "../../platform/http/send.ts";
import { inSpan } from "../../platform/tracing.ts";
import type { ProviderAnswer } from "./provider.ts";

export const HOUR_MS = 3_600_000;

/** A response. `json` is undefined when the body is not JSON. `null`: no response came within the limit. */
export interface ProviderResponse {
  readonly status: number;
  readonly json: unknown;
}

export async function ask(send: Send, request: OutgoingRequest): Promise<ProviderResponse | null> {
  const { hostname } = request.url;
  const attributes = { "http.request.method": request.method, "server.address": hostname };
  try {
    const { status, body } = await inSpan(`${request.method} ${hostname}`, "CLIENT", attributes, () =>
      send(request),
    );
    return { status, json: parseJson(body) };
  } catch (error) {
    if (error instanceof NoAnswer) return null;
    throw error;
  }
}

export const unclear = (code: string, message = ""): ProviderAnswer => ({ kind: "unclear", code, message });

/** The request may have been carried out. */
export const NO_ANSWER = unclear("NO_ANSWER");

/** A proxy may have sent it, which does not know what the provider did. */
export const unreadable = (status: number): ProviderAnswer =>
  unclear(`HTTP_${status}`, "an answer that cannot be read");

/** Statuses after which a request may have been carried out, or is worth repeating. */
export const isUncertain = (status: number): boolean =>
  status < 400 || status >= 500 || status === 408 || status === 409 || status === 429;

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
