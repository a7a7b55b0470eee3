/** Who may call a route. Each route declares it in its `config`; a route that does not is refused at start. */
import type { FastifyRequest } from "fastify";
import { DomainError } from "../errors.ts";

export type Access = { readonly kind: "everyone" } | { readonly kind: "permission"; readonly permission: string };

/** Shoppers, signed in or not. */
export const everyone: Access = { kind: "everyone" };

/** Signed-in people who hold the permission (`resource:action`). */
export const can = (permission: string): Access => ({ kind: "permission", permission });

/** The person behind a request, as the members module says. */
export interface Actor {
  readonly memberId: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

/** Finds who sends a request by its bearer token. Throws `UNAUTHENTICATED` for a bad one. */
export type Authenticate = (bearer: string) => Promise<Actor>;

declare module "fastify" {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    actor: Actor | null;
  }
}

/** Whether a request needs no proof of who sends it; also where there is no such route. */
export function isOpen(request: FastifyRequest): boolean {
  const { access } = request.routeOptions.config;
  return !access || access.kind === "everyone";
}

export async function authorize(request: FastifyRequest, authenticate: Authenticate): Promise<void> {
  const access = request.routeOptions.config.access;
  if (!access || access.kind === "everyone") return;
  const [scheme, token] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token) throw new DomainError("UNAUTHENTICATED");
  request.actor = await authenticate(token);
  if (!request.actor.permissions.includes(access.permission)) throw new DomainError("FORBIDDEN");
}

/** The actor of a route that demands a permission. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error("this route declares no permission, so it has no actor");
  return request.actor;
}
