/**
 * Requests to addresses that people have typed. The address is judged where the socket resolves its name,
 * and the socket connects to what was judged: a name that resolves to another address a moment later (DNS
 * rebinding) gains nothing. Redirects are answers and are never followed. Each request has a connection of
 * its own, so that no connection is kept that an earlier resolution opened.
 */
import { type LookupAddress, lookup } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress, isPublicTarget } from "./public-address.ts";
import { type Answer, NoAnswer } from "./send.ts";

/** `any` also allows http, every port and inner addresses: for tests and development. */
export type Targets = "public" | "any";

interface OutsideRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly targets: Targets;
  /** For the whole exchange, including resolving and connecting. */
  readonly timeoutMs: number;
  /** Bytes of the answer that are read, at most. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** The address, or one that its name resolves to, is not a public one. Nothing was sent. */
export class TargetRefused extends Error {
  override readonly name = "TargetRefused";
}

/** No complete answer came within the time. */
export class AnswerTimeout extends NoAnswer {}

/** Resolves a name to public addresses alone. One that is not is enough to refuse them all. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, []);
    const inner = addresses.find(({ address }) => !isPublicAddress(address));
    if (inner) return callback(new TargetRefused(`${hostname} is ${inner.address}`), []);
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    return callback(null, first?.address ?? "", first?.family);
  });
};

/** Sends a POST. Throws TargetRefused, AnswerTimeout, NoAnswer. */
export const sendOutside = (request: OutsideRequest): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { url, headers, body, targets, timeoutMs, maxBytes, signal } = request;
    if (targets === "public" && !isPublicTarget(url)) return reject(new TargetRefused(url.origin));
    const options = {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent: false as const,
      signal,
      ...(targets === "public" && { lookup: publicLookup }),
    };
    const onResponse = (response: IncomingMessage) => {
      const parts: Buffer[] = [];
      let size = 0;
      const finish = () => {
        clearTimeout(timer);
        const text = Buffer.concat(parts).subarray(0, maxBytes).toString();
        resolve({ status: response.statusCode ?? 0, body: text });
        outgoing.destroy();
      };
      response.on("data", (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size >= maxBytes) finish();
      });
      response.on("end", finish);
      response.on("error", fail);
    };
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const outgoing = send(url, options, onResponse);
    const timer = setTimeout(
      () => outgoing.destroy(new AnswerTimeout(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    function fail(error: Error): void {
      clearTimeout(timer);
      const known = error instanceof TargetRefused || error instanceof NoAnswer;
      reject(known ? error : new NoAnswer(error.message, { cause: error }));
    }
    outgoing.on("error", fail);
    outgoing.end(body);
  });
