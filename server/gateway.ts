/**
 * What this process answers on its public port beside its own modules' routes: it passes on what belongs to modules that
 * run elsewhere, to the web, and to the payment sandbox. API calls of modules that run here pass through nothing.
 */
import httpProxy from "@fastify/http-proxy";
import type { ModuleName } from "./compose.ts";
import { DomainError } from "./platform/errors.ts";
import { everyone } from "./platform/http/access.ts";
import type { App } from "./platform/http/app.ts";

/** The public addresses of each module. A test sees to it that every route is covered. */
export const publicPrefixes: Readonly<Record<ModuleName, readonly string[]>> = {
  members: ["/api/v1/auth", "/.well-known"],
  catalog: [
    "/api/v1/categories",
    "/api/v1/products",
    "/api/v1/media",
    "/api/v1/admin/products",
    "/api/v1/admin/variants",
  ],
  inventory: ["/api/v1/admin/stock"],
  cart: ["/api/v1/carts"],
  payments: ["/api/v1/payments/webhooks"],
  orders: ["/api/v1/orders", "/api/v1/payments/confirm"],
};

export interface Upstreams {
  /** Base address of the peer that runs a module, for those that do not run here. */
  readonly peers: ReadonlyMap<string, string>;
  readonly web: string | undefined;
  readonly sandbox: string | undefined;
}

export function passOn(app: App, { peers, web, sandbox }: Upstreams): void {
  for (const [module, upstream] of peers) {
    for (const prefix of publicPrefixes[module as ModuleName] ?? []) {
      app.register(httpProxy, {
        upstream,
        prefix,
        rewritePrefix: prefix,
        config: { access: everyone },
        logLevel: "warn",
        replyOptions: { onError: sayUnavailable, rewriteRequestHeaders: nameClient },
      });
    }
  }
  app.all("/api/*", (_request, reply) => reply.callNotFound());
  app.all("/internal/*", (_request, reply) => reply.callNotFound());
  const replyOptions = { onError: sayUnavailable };
  // Shoppers' pages alone: the sandbox's API and its switches are for the shop and for tests.
  for (const page of sandbox ? ["/window", "/receipts"] : []) {
    app.register(httpProxy, {
      upstream: sandbox ?? "",
      prefix: `/sandbox${page}`,
      rewritePrefix: page,
      logLevel: "warn",
      replyOptions,
    });
  }
  if (web) app.register(httpProxy, { upstream: web, prefix: "/", logLevel: "warn", replyOptions });
}

/** Whoever should have answered is away for a moment: a defect of ours would be a 500. */
function sayUnavailable(reply: { send(error: Error): unknown }, { error }: { error: Error }): void {
  reply.send(new DomainError("PEER_UNAVAILABLE", {}, { cause: error }));
}

/** The peer counts failed sign-ins by the client's address, not by ours. What the client itself says of it does not count. */
const nameClient = <Headers extends object>(request: { ip: string }, headers: Headers) => ({
  ...headers,
  "x-forwarded-for": request.ip,
});
