/**
 * Who may call a route. Each route declares it in its `config`; a route that does not is refused at start, so nothing is
 * open by oversight. The proof is a bearer token or, in a browser, the `access` cookie.
 */
import type { FastifyRequest } from "fastify";
import { DomainError } from "../errors.ts";
import type { Language } from "../language.ts";
import { readCookie } from "./cookies.ts";
import { languageOf } from "./problem.ts";

/**
 * How a token is checked. `token`: its signature, its claims, and the list of sessions that ended lately; no query.
 * `session`: its session and account are read, so that everything counts at once.
 */
export type Check = "token" | "session";

export type Access =
  | { readonly kind: "everyone" }
  | { readonly kind: "guestOrSignedIn"; readonly check: Check }
  | {
      readonly kind: "signedIn";
      readonly check: Check;
      readonly stepUp: boolean;
      readonly whileFactorDue: boolean;
    }
  | { readonly kind: "permission"; readonly permission: string; readonly stepUp: boolean };

/** The request is served whoever sends it; no proof is looked at. */
export const everyone: Access = { kind: "everyone" };

/** Guests, and people who are signed in: `request.actor` tells. A proof that is given must be good. */
export const guestOrSignedIn = (check: Check = "token"): Access => ({ kind: "guestOrSignedIn", check });

interface SignedInOptions {
  readonly check?: Check;
  readonly stepUp?: boolean;
  /** Also for staff who have to set up a second factor first, and so may change nothing else. */
  readonly whileFactorDue?: boolean;
}

/** People who are signed in, for what is their own. */
export const signedIn = ({
  check = "session",
  stepUp = false,
  whileFactorDue = false,
}: SignedInOptions = {}): Access => ({
  kind: "signedIn",
  check,
  stepUp,
  whileFactorDue,
});

/** Staff and API keys that hold the permission (`resource:action`). `stepUp`: a person who proved lately who they are. */
export const can = (permission: string, options: { stepUp?: boolean } = {}): Access => ({
  kind: "permission",
  permission,
  stepUp: options.stepUp ?? false,
});

/** Who is behind a request, as the members module says. */
export interface Actor {
  readonly kind: "member" | "key";
  /** Of the account, or of the API key. */
  readonly id: string;
  /** Null for an API key. */
  readonly sessionId: string | null;
  /** Of a person only as far as it was read: empty after a check of the token alone. */
  readonly name: string;
  readonly permissions: readonly string[];
  /** When the person last proved who they are, ISO 8601; null for an API key. */
  readonly authenticatedAt: string | null;
  /** Staff who must set up a second factor before they may do anything. */
  readonly secondFactorDue: boolean;
}

/** Finds who sends a request by its access token or API key. Throws `UNAUTHENTICATED` for a bad one. */
export type Authenticate = (token: string, check: Check, admin: boolean) => Promise<Actor>;

/** Where a request comes from, for records. */
export interface Origin {
  readonly ip: string;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly language: Language;
}

/** A step-up is good for this long. */
export const STEP_UP_SECONDS = 600;

declare module "fastify" {
  interface FastifyInstance {
    /** The shop is served over https: its cookies have the names that only this host can set. */
    secureCookies: boolean;
  }
  interface FastifyContextConfig {
    access?: Access;
    /** A POST of strangers' servers (webhooks), or one that clients without a browser send with our cookies. */
    crossSite?: "anyone" | "withoutEvidence";
  }
  interface FastifyRequest {
    actor: Actor | null;
  }
}

/** Whether a request needs no look at who sends it; also where there is no such route. */
export function isOpen(request: FastifyRequest): boolean {
  const { access } = request.routeOptions.config;
  return !access || access.kind === "everyone" || (access.kind === "guestOrSignedIn" && !proofOf(request));
}

export async function authorize(
  request: FastifyRequest,
  authenticate: Authenticate,
  now: Date,
): Promise<void> {
  const { access } = request.routeOptions.config;
  if (!access || access.kind === "everyone") return;
  const proof = proofOf(request);
  if (!proof) {
    if (access.kind === "guestOrSignedIn") return;
    throw new DomainError("UNAUTHENTICATED");
  }
  const admin = access.kind === "permission";
  const actor = await authenticate(proof, admin ? "session" : access.check, admin);
  request.actor = actor;
  if (actor.secondFactorDue && needsFactor(access)) throw new DomainError("SECOND_FACTOR_DUE");
  if (admin && !actor.permissions.includes(access.permission)) refuse(request, access.permission);
  if (access.kind === "signedIn" && actor.kind !== "member") refuse(request, "signedIn");
  if (access.kind !== "guestOrSignedIn" && access.stepUp) requireStepUp(actor, now);
}

/** Whoever learnt the password of such a person must not change the account, nor end it. */
const needsFactor = (access: Access): boolean =>
  access.kind === "permission" ||
  (access.kind === "signedIn" && access.check === "session" && !access.whileFactorDue);

/** Somebody who is known tries what they may not do: one line, because it may be an attack from inside. */
function refuse(request: FastifyRequest, wanted: string): never {
  const { id, kind } = request.actor ?? {};
  const route = `${request.method} ${request.routeOptions.url}`;
  request.log.warn({ actorId: id, actorKind: kind, wanted, route }, "refused: permission missing");
  throw new DomainError("FORBIDDEN");
}

function requireStepUp({ authenticatedAt }: Actor, now: Date): void {
  if (authenticatedAt === null) throw new DomainError("FORBIDDEN");
  const age = now.getTime() - new Date(authenticatedAt).getTime();
  if (age > STEP_UP_SECONDS * 1000)
    throw new DomainError("STEP_UP_REQUIRED", { maxAgeSeconds: STEP_UP_SECONDS });
}

/** The access token or API key of a request. A header counts before a cookie. */
export function proofOf(request: FastifyRequest): string | null {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    const [scheme, token] = authorization.split(" ");
    return scheme?.toLowerCase() === "bearer" && token ? token : "not a bearer token";
  }
  return readCookie(cookie, "access", request.server.secureCookies);
}

/** The actor of a route that is not open to guests. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error("this route is open to guests, so it may have no actor");
  return request.actor;
}

/** The account behind a request: of somebody who is signed in. */
export function accountOf(request: FastifyRequest): { readonly id: string; readonly sessionId: string } {
  const { kind, id, sessionId } = actorOf(request);
  if (kind !== "member" || sessionId === null) throw new DomainError("FORBIDDEN");
  return { id, sessionId };
}

export const originOf = (request: FastifyRequest): Origin => ({
  // A link-local address may name its interface (`fe80::1%eth0`), which is no part of it.
  ip: request.ip.replace(/%.*/s, ""),
  userAgent: request.headers["user-agent"]?.slice(0, 300) ?? null,
  requestId: request.id,
  language: languageOf(request),
});

/** The account behind a request to a route for `guestOrSignedIn()`. Null for a guest and for an API key. */
export const accountIdOf = ({ actor }: FastifyRequest): string | null =>
  actor?.kind === "member" ? actor.id : null;
