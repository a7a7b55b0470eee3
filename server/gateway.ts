/**
 * What the public port passes on: the routes of modules that run elsewhere go to their peers, pages to the
 * web and to the sandbox. Routes of modules that run here are served in this process.
 */
import type { IncomingHttpHeaders } from "node:http";
import httpProxy from "@fastify/http-proxy";
import type { FastifyReply, FastifyRequest, HTTPMethods } from "fastify";
import { asksForOwnPage, sendOwnPage } from "./pages/own-page.ts";
import { sendBusyPage } from "./pages/plain-page.ts";
import type { SharedPages } from "./pages/shared-pages.ts";
import { NOT_FROM_OUTSIDE } from "./pages/web-request.ts";
import { DomainError } from "./platform/errors.ts";
import { everyone } from "./platform/http/access.ts";
import type { App } from "./platform/http/app.ts";
import { REQUEST_ID_HEADER } from "./platform/trace.ts";
import { sandboxDoors } from "./sandbox-access.ts";

/** The sandbox's pages and their methods. Its API and its switches are for the shop and for tests. */
const SANDBOX_PAGES = [
  ["/window", ["GET", "HEAD", "POST"]],
  ["/portone/window", ["GET", "HEAD", "POST"]],
  ["/stripe/window", ["GET", "HEAD", "POST"]],
  ["/portone/sdk.js", ["GET", "HEAD"]],
  ["/stripe/sdk.js", ["GET", "HEAD"]],
  ["/receipts", ["GET", "HEAD"]],
  ["/deposits", ["GET", "HEAD", "POST"]],
  ["/mailbox", ["GET", "HEAD"]],
] as const;

export interface WebUpstream {
  readonly url: string;
  /** Answers from memory what all visitors share. */
  readonly shared: SharedPages;
}

export interface Upstreams {
  /** For each module that runs elsewhere: the address of its peer, and where its public routes begin. */
  readonly peers: readonly { readonly baseUrl: string; readonly routes: readonly string[] }[];
  readonly web: WebUpstream | undefined;
  readonly sandbox: string | undefined;
  /** The shop's address for browsers. It decides which hosts see the sandbox's pages. */
  readonly publicUrl: string;
}

export function passOn(app: App, upstreams: Upstreams): void {
  // Nothing below these is passed on to the web.
  for (const url of ["/api/*", "/internal/*"]) {
    app.all(url, { config: { noAddress: "refused" } }, (_request, reply) => reply.callNotFound());
  }
  app.register(async (scope) => {
    // What passes through is not read here, so it may be of any type.
    scope.removeAllContentTypeParsers();
    scope.addHook("onRequest", passQuery);
    passToPeers(scope as App, upstreams.peers);
    passToPages(scope as App, upstreams);
  });
}

/** Fastify refuses QUERY without a content type by itself; the upstream has to say what it takes. */
function passQuery({ method, headers }: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  if (method === "QUERY") headers["content-type"] ??= "application/octet-stream";
  done();
}

function passToPeers(app: App, peers: Upstreams["peers"]): void {
  for (const { baseUrl, routes } of peers) {
    for (const prefix of routes) {
      app.register(httpProxy, {
        upstream: baseUrl,
        prefix,
        rewritePrefix: prefix,
        // The peer says which of them an address takes.
        httpMethods: app.supportedMethods as HTTPMethods[],
        // The peer checks the access and the origin.
        config: { access: everyone, crossSite: "anyone", noAddress: "passedOn" },
        logLevel: "warn",
        replyOptions: {
          onError: sayUnavailable,
          rewriteRequestHeaders: nameClient,
          rewriteHeaders: withoutConnection,
        },
      });
    }
  }
}

function passToPages(app: App, { web, sandbox, publicUrl }: Upstreams): void {
  const replyOptions = { onError: sayUnavailable, rewriteHeaders: withoutConnection };
  const doors = sandboxDoors(publicUrl);
  for (const [page, httpMethods] of sandbox ? SANDBOX_PAGES : []) {
    app.register(httpProxy, {
      upstream: sandbox ?? "",
      prefix: `/sandbox${page}`,
      rewritePrefix: page,
      httpMethods: [...httpMethods],
      // It stands for other sites, which judge for themselves.
      config: { crossSite: "anyone", noAddress: "passedOn" },
      logLevel: "warn",
      replyOptions,
      preHandler: page === "/mailbox" ? doors.mailbox : doors.window,
    });
  }
  if (web) passToWeb(app, web);
}

/** A form that is sent before its script runs posts to its own page, so that no address has what it holds. */
const PAGE_METHODS: readonly string[] = ["GET", "HEAD", "POST"];

/** The web calls the API for its visitor, and names the address of the visitor. */
function passToWeb(app: App, { url, shared }: WebUpstream): void {
  app.addHook("onClose", async () => shared.close());
  app.early.add(shared.find);
  app.register(httpProxy, {
    upstream: url,
    prefix: "/",
    httpMethods: app.supportedMethods as HTTPMethods[],
    config: { noAddress: "passedOn" },
    logLevel: "warn",
    preHandler(request, reply, done) {
      if (!PAGE_METHODS.includes(request.method)) {
        reply.header("allow", PAGE_METHODS.join(", "));
        return done(new DomainError("METHOD_NOT_ALLOWED"));
      }
      const served = shared.serve(request, reply);
      if (typeof served === "boolean") {
        if (!served) done();
      } else served.then((answered) => (answered ? undefined : done()), done);
    },
    replyOptions: {
      onError: sayClosed,
      rewriteHeaders: withoutConnection,
      rewriteRequestHeaders: (request, headers) => ({
        ...nameClient(request, headers),
        ...withheld,
        ...(asksForOwnPage(request.raw) ? PLAIN : {}),
      }),
      onResponse(anyRequest, anyReply, { stream }) {
        // The proxy's types also name requests and replies over HTTP/2.
        const request = anyRequest as unknown as FastifyRequest;
        const reply = anyReply as unknown as FastifyReply;
        if (!asksForOwnPage(request.raw)) return reply.send(stream);
        return sendOwnPage(request, reply, stream).catch((error) => sayClosed(reply, { error }));
      },
    },
  });
}

const PLAIN = { "accept-encoding": "identity" } as const;

const withheld = Object.fromEntries(NOT_FROM_OUTSIDE.map((name) => [name, undefined]));

/** A person gets a page; the scripts of a page, which ask for data, get a problem. */
function sayClosed(anyReply: unknown, { error }: { error: Error }): void {
  const reply = anyReply as FastifyReply; // the proxy's type also names replies over HTTP/2
  const { headers, raw } = reply.request;
  if (headers.accept?.includes("text/html")) {
    reply.log.warn({ err: error }, "the web gave no page");
    sendBusyPage(reply, /^\/en(?:[/?]|$)/.test(raw.url ?? "") ? "en" : "ko");
  } else sayUnavailable(reply, { error });
}

/** The upstream is away for a moment: 503. A defect of this process would be a 500. */
function sayUnavailable(reply: { send(error: Error): unknown }, { error }: { error: Error }): void {
  reply.send(new DomainError("PEER_UNAVAILABLE", {}, { cause: error }));
}

/**
 * What an upstream says of its own connection (RFC 9110 §7.6.1) is not about the client's. A client that
 * asked to close its connection, and was told that it is kept, would send its next request into a closed one.
 */
function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection, "keep-alive": _, ...others } = headers;
  for (const name of connection?.split(",") ?? []) delete others[name.trim().toLowerCase()];
  return others;
}

/** Failed sign-ins count by the client's address. Its own forwarding headers are dropped. */
const nameClient = <Headers extends object>(request: { ip: string; id: string }, headers: Headers) => ({
  ...headers,
  [REQUEST_ID_HEADER]: request.id,
  "x-forwarded-for": request.ip,
  "x-forwarded-host": undefined,
  forwarded: undefined,
});
