/**
 * The codes of the problems that an operation can answer. Most follow from its declaration: its access, its
 * address, its inputs. What only its use case refuses stands in `schema.problems` of the route. The API's
 * document is made from this, and under test a problem that is not among them is a failure. 5xx can happen in
 * every operation, so they are not listed.
 */
import type { FastifySchema } from "fastify";
import { type Access, needsFactor } from "./access.ts";

declare module "fastify" {
  interface FastifySchema {
    /** Codes that the use case refuses with, besides those that follow from the declaration. */
    problems?: readonly string[];
  }
}

/** A route as declared: Fastify's own types for this differ between its hooks and its requests. */
export interface Operation {
  readonly method: string;
  readonly url: string;
  readonly config: { readonly access?: Access; readonly crossSite?: "anyone" | "withoutEvidence" };
  readonly schema?: FastifySchema | undefined;
}

export function problemsOf(operation: Operation): ReadonlySet<string> {
  const { access = { kind: "everyone" } } = operation.config;
  return new Set([
    // Every address can carry bytes that cannot be decoded.
    "INVALID_INPUT",
    ...problemsOfAccess(access),
    ...problemsOfInput(operation),
    ...(operation.schema?.problems ?? []),
  ]);
}

function problemsOfAccess(access: Access): string[] {
  if (access.kind === "everyone") return [];
  if (access.kind === "guestOrSignedIn") return ["UNAUTHENTICATED"];
  return [
    "UNAUTHENTICATED",
    "FORBIDDEN",
    ...(needsFactor(access) ? ["SECOND_FACTOR_DUE"] : []),
    ...(access.stepUp ? ["STEP_UP_REQUIRED"] : []),
  ];
}

function problemsOfInput({ method, url, config, schema }: Operation): string[] {
  const reads = method === "GET" || method === "HEAD";
  return [
    ...(/[:*]/.test(url) ? ["NOT_FOUND"] : []),
    ...(reads ? [] : ["BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"]),
    ...(reads || config.crossSite === "anyone" ? [] : ["CROSS_SITE"]),
    ...(takesKey(schema) ? ["IDEMPOTENCY_KEY_REUSED", "REQUEST_IN_PROGRESS"] : []),
  ];
}

/** Returns true if the operation demands an Idempotency-Key. */
export const takesKey = (schema: FastifySchema | undefined): boolean =>
  takesHeader(schema, "idempotency-key");

export const takesHeader = (schema: FastifySchema | undefined, name: string): boolean =>
  name in ((schema?.headers as { properties?: object } | undefined)?.properties ?? {});
