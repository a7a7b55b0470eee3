/**
 * What this process answers on its public port beside its own modules' routes: it passes on what belongs to modules that
 * run elsewhere, to the web, and to the payment sandbox. API calls of modules that run here pass through nothing.
 */
import httpProxy from "@fastify/http-proxy";
import { DomainError } from "./platform/errors.ts";
import { everyone } from "./platform/http/access.ts";
import type { App } from "./platform/http/app.ts";

/** Of the sandbox, with what they may be asked: its API and its switches are for the shop and for tests. */
const sandboxPages = [
  ["/window", ["GET", "HEAD", "POST"]],
  ["/receipts", ["GET", "HEAD"]],
  ["/mailbox", ["GET", "HEAD"]],
] as const;

export interface Upstreams {
  /** The modules that do not run here: the base address of their peer, and where their public routes begin. */
  readonly peers: readonly { readonly baseUrl: string; readonly routes: readonly string[] }[];
  readonly web: string | undefined;
  readonly sandbox: string | undefined;
}

export function passOn(app: App, upstreams: Upstreams): void {
  app.all("/api/*", (_request, reply) => reply.callNotFound());
  app.all("/internal/*", (_request, reply) => reply.callNotFound());
  app.register(async (scope) => {
    // What passes through is not read here, so it may be of any type.
    scope.removeAllContentTypeParsers();
    passToPeers(scope as App, upstreams.peers);
    passToPages(scope as App, upstreams);
  });
}

function passToPeers(app: App, peers: Upstreams["peers"]): void {
  for (const { baseUrl, routes } of peers) {
    for (const prefix of routes) {
      app.register(httpProxy, {
        upstream: baseUrl,
        prefix,
        rewritePrefix: prefix,
        // The peer judges who sends it and from which page.
        config: { access: everyone, crossSite: "anyone" },
        logLevel: "warn",
        replyOptions: { onError: sayUnavailable, rewriteRequestHeaders: nameClient },
      });
    }
  }
}

function passToPages(app: App, { web, sandbox }: Upstreams): void {
  const replyOptions = { onError: sayUnavailable };
  for (const [page, httpMethods] of sandbox ? sandboxPages : []) {
    app.register(httpProxy, {
      upstream: sandbox ?? "",
      prefix: `/sandbox${page}`,
      rewritePrefix: page,
      httpMethods: [...httpMethods],
      // It stands for other sites, which judge for themselves.
      config: { crossSite: "anyone" },
      logLevel: "warn",
      replyOptions,
      ...(page === "/mailbox" ? { preHandler: refuseStrangers } : {}),
    });
  }
  // The web asks the API on behalf of whom it serves, and says who that is.
  const rewriteRequestHeaders = nameClient;
  if (web) {
    app.register(httpProxy, {
      upstream: web,
      prefix: "/",
      logLevel: "warn",
      replyOptions: { ...replyOptions, rewriteRequestHeaders },
    });
  }
}

/** Everybody's mail lies there, with links that reset passwords: it is shown on the machine that the shop is tried out on. */
async function refuseStrangers({ ip }: { ip: string }): Promise<void> {
  if (!/^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(ip)) throw new DomainError("NOT_FOUND");
}

/** Whoever should have answered is away for a moment: a defect of ours would be a 500. */
function sayUnavailable(reply: { send(error: Error): unknown }, { error }: { error: Error }): void {
  reply.send(new DomainError("PEER_UNAVAILABLE", {}, { cause: error }));
}

/** Failed sign-ins count by the client's address, not by ours. What the client itself says of it does not count. */
const nameClient = <Headers extends object>(request: { ip: string }, headers: Headers) => ({
  ...headers,
  "x-forwarded-for": request.ip,
  "x-forwarded-host": undefined,
  forwarded: undefined,
});
