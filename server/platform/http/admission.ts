/**
 * Refuses changes (503 with Retry-After) while as many are under way as this process can finish in a moment.
 * A longer queue would make every client wait, and many of them repeat a request that is still being worked
 * on.
 *
 * Reads are not counted: most come from memory. A route may declare that it is never refused, because
 * refusing it costs more than its work: money may have moved. It takes a place all the same.
 */
import type { FastifyRequest } from "fastify";
import { DomainError } from "../errors.ts";
import type { App } from "./app.ts";
import { SAFE_METHODS } from "./cross-site.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Served also while other changes are refused for their number. */
    neverRefusedForLoad?: true;
  }
}

/** Seconds after which a refused client may come again. */
const RETRY_AFTER_S = 2;

/** At most `most` requests that change something are under way at a time. */
export function limitChanges(app: App, most: number): void {
  let underWay = 0;
  app.addHook("onRequest", (request, reply, done) => {
    if (!isChange(request)) return done();
    if (underWay >= most && !request.routeOptions.config.neverRefusedForLoad) {
      return done(new DomainError("OVERLOADED", { retryAfter: RETRY_AFTER_S }));
    }
    underWay += 1;
    // Also when the client has gone before its answer.
    reply.raw.once("close", () => {
      underWay -= 1;
    });
    done();
  });
}

const isChange = ({ method, url }: FastifyRequest): boolean =>
  !SAFE_METHODS.has(method) && url.startsWith("/api/");
