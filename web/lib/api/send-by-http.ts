import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { Locale } from "../../i18n/routing.ts";
import { type Api, createApi } from "./client.ts";

/** A page has several reads under way; their connections stay open for the next page. */
const keepAlive = { keepAlive: true, maxFreeSockets: 64 };
const agents = { http: new http.Agent(keepAlive), https: new https.Agent(keepAlive) };

/** The API answers reads within milliseconds; what takes so long will not come. */
const DEADLINE_MS = 10_000;

/** What the client asks for. */
interface Read {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
}

/** For `new`, in place of the platform's Request, which takes as long as the rest of the read. */
function PlainRequest(url: string, { method, headers }: Read): Read {
  return { url, method, headers };
}

/** What the client takes of a response. */
interface PlainResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/**
 * `fetch` for the server's reads of the API, which have no body. Next.js wraps the global `fetch` to cache
 * and to trace it, and that costs more than the read itself.
 * @throws Error when the whole response has not come within ten seconds
 */
function sendByHttp({ method, url, headers }: Read): Promise<PlainResponse> {
  const secure = url.startsWith("https:");
  const options = {
    method,
    agent: secure ? agents.https : agents.http,
    headers: Object.fromEntries(headers),
  };
  const { promise, resolve, reject } = Promise.withResolvers<PlainResponse>();
  const sent = (secure ? https : http).request(url, options);
  const late = setTimeout(() => sent.destroy(new Error(`no response within ${DEADLINE_MS} ms`)), DEADLINE_MS);
  const fail = (cause: Error): void => {
    clearTimeout(late);
    reject(cause);
  };
  sent.on("error", fail);
  sent.on("response", (received) => {
    const parts: Buffer[] = [];
    received.on("data", (part: Buffer) => parts.push(part));
    received.on("error", fail);
    received.on("end", () => {
      clearTimeout(late);
      resolve(responseOf(received, Buffer.concat(parts).toString()));
    });
  });
  sent.end();
  return promise;
}

/** The API for the server's reads. The client asks no more of a request and a response than these have. */
export const readingApi = (baseUrl: string, locale: Locale, token?: string): Api =>
  createApi(
    baseUrl,
    locale,
    token,
    sendByHttp as unknown as (request: Request) => Promise<Response>,
    PlainRequest as unknown as typeof Request,
  );

function responseOf({ statusCode = 0, headers }: IncomingMessage, text: string): PlainResponse {
  return {
    ok: statusCode >= 200 && statusCode < 300,
    status: statusCode,
    headers: {
      // The client would ask a response of a known length for its body in another way.
      get: (name) => (name.toLowerCase() === "etag" ? (headers.etag ?? null) : null),
    },
    text: async () => text,
  };
}
