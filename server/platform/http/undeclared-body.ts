/** A route without a declared body takes an empty one or none: unknown fields are refused everywhere. */
import { Readable } from "node:stream";
import type { preValidationHookHandler, RouteOptions } from "fastify";
import { escapePointer, inputError, inputProblem } from "../errors.ts";
import { SAFE_METHODS } from "./cross-site.ts";

export function refuseUndeclaredBody(route: RouteOptions): void {
  const changes = [route.method].flat().some((method) => !SAFE_METHODS.has(method));
  if (!changes || !route.url.startsWith("/api/v1") || route.schema?.body) return;
  route.preValidation = [...[route.preValidation ?? []].flat(), refuseFields];
}

const refuseFields: preValidationHookHandler = (request, _, done) => {
  const { body } = request;
  // The gateway passes bodies on unread.
  if (body === undefined || body === null || body instanceof Readable) return done();
  if (typeof body !== "object" || Array.isArray(body))
    return done(inputError([inputProblem("", "TYPE", { type: "object" })]));
  const names = Object.keys(body).slice(0, 20);
  if (names.length === 0) return done();
  done(inputError(names.map((name) => inputProblem(`/${escapePointer(name)}`, "UNKNOWN_FIELD"))));
};
