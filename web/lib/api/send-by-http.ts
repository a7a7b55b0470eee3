import http, { type IncomingMessage } from "node:http";
import https from "node:https";

/** A page has several reads under way; their connections stay open for the next page. */
const keepAlive = { keepAlive: true, maxFreeSockets: 64 };
const agents = { http: new http.Agent(keepAlive), https: new https.Agent(keepAlive) };

/** The API answers reads within milliseconds; what takes so long will not come. */
const DEADLINE_MS = 10_000;

/**
 * `fetch` for the server's reads of the API, which have no body. Next.js wraps the global `fetch` to cache
 * and to trace it, and that costs more than the read itself.
 * @throws Error when the whole response has not come within ten seconds
 */
export function sendByHttp({ method, url, headers }: Request): Promise<Response> {
  const secure = url.startsWith("https:");
  const options = {
    method,
    agent: secure ? agents.https : agents.http,
    headers: Object.fromEntries(headers),
    signal: AbortSignal.timeout(DEADLINE_MS),
  };
  return new Promise((resolve, reject) => {
    const sent = (secure ? https : http).request(url, options, (received) => {
      readWhole(received).then(resolve, reject);
    });
    sent.on("error", reject);
    sent.end();
  });
}

async function readWhole(received: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  for await (const chunk of received) chunks.push(chunk);
  const status = received.statusCode ?? 0;
  const { "content-type": type = "", etag } = received.headers;
  return new Response(chunks.length > 0 ? Buffer.concat(chunks) : null, {
    status,
    headers: { "content-type": type, ...(etag !== undefined && { etag }) },
  });
}
