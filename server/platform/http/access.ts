/**
 * Access to routes. Each route declares in its `config` which callers it serves; the start refuses a route
 * that does not, so no route is open by mistake. The token comes as a bearer token or, from a browser, in the
 * `access` cookie.
 */
import type { FastifyRequest } from "fastify";
import { DomainError } from "../errors.ts";
import type { Language } from "../language.ts";
import { readCookie } from "./cookies.ts";
import { languageOf } from "./problem.ts";

/**
 * How a token is checked. `token`: its signature, its claims, and the list of sessions that ended lately,
 * without a query. `session`: its session and account are read, so that every change counts at once.
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
  | {
      readonly kind: "permission";
      readonly permission: string;
      /** Permissions of which each is enough as well. */
      readonly or: readonly string[];
      readonly stepUp: boolean;
    };

/** Serves every request. No token is looked at. */
export const everyone: Access = { kind: "everyone" };

/** Serves guests and signed-in callers (`request.actor`). A token that is sent must be valid. */
export const guestOrSignedIn = (check: Check = "token"): Access => ({ kind: "guestOrSignedIn", check });

interface SignedInOptions {
  readonly check?: Check;
  readonly stepUp?: boolean;
  /** Also serves staff that must set up a second factor first and may change nothing else until then. */
  readonly whileFactorDue?: boolean;
}

/** Serves signed-in members and staff, for their own data. */
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

interface PermissionOptions {
  /** Only a person with a sign-in or a step-up within `STEP_UP_SECONDS`. */
  readonly stepUp?: boolean;
  /** Permissions of which each is enough as well: what is asked for decides which one it needs. */
  readonly or?: readonly string[];
}

/** Serves staff and API keys with the permission (`resource:action`). */
export const can = (permission: string, { stepUp = false, or = [] }: PermissionOptions = {}): Access => ({
  kind: "permission",
  permission,
  or,
  stepUp,
});

type PermissionAccess = Extract<Access, { readonly kind: "permission" }>;

/** Returns whether one of the permissions is enough. */
export const isPermitted = ({ permission, or }: PermissionAccess, held: readonly string[]): boolean =>
  [permission, ...or].some((each) => held.includes(each));

/** The caller of a request, as `Authenticate` returns it. */
export interface Actor {
  readonly kind: "member" | "key";
  /** Of the account, or of the API key. */
  readonly id: string;
  /** The account of the person that answers for the request: for an API key, of its maker. */
  readonly personId: string;
  /** Null for an API key. */
  readonly sessionId: string | null;
  /** Empty after a check of the token alone, which reads no name. */
  readonly name: string;
  readonly permissions: readonly string[];
  /** When the person last signed in or confirmed (step-up), ISO 8601; null for an API key. */
  readonly authenticatedAt: string | null;
  /** True for staff that must set up a second factor first. */
  readonly secondFactorDue: boolean;
}

/** Returns the actor of an access token or API key. Throws UNAUTHENTICATED for an invalid one. */
export type Authenticate = (token: string, check: Check, admin: boolean) => Promise<Actor>;

/** Returns whether an account has this id and can be used: it is neither deleted nor disabled. */
export type HasAccount = (id: string) => Promise<boolean>;

/** The origin of a request, for records. */
export interface Origin {
  readonly ip: string;
  readonly userAgent: string | null;
  readonly requestId: string;
  readonly language: Language;
}

/** How long a step-up is valid. */
export const STEP_UP_SECONDS = 600;

declare module "fastify" {
  interface FastifyInstance {
    /** The shop is served over https: its cookies have the names that only this host can set. */
    secureCookies: boolean;
    /** For routes whose caller acts for another person, whom the body names. */
    hasAccount: HasAccount;
  }
  interface FastifyContextConfig {
    access?: Access;
    /**
     * `anyone`: servers of strangers may send it (webhooks). `withoutEvidence`: clients without a browser may
     * send it with our cookies.
     */
    crossSite?: "anyone" | "withoutEvidence";
    /**
     * The route is no address of this app, and counts for no 405. `passedOn`: another server answers.
     * `refused`: every path that has no address of its own is 404.
     */
    noAddress?: "passedOn" | "refused";
  }
  interface FastifyRequest {
    actor: Actor | null;
  }
}

/** Returns whether a request is served without a check of its token. Also true where no route matches. */
export function isOpen(request: FastifyRequest): boolean {
  const { access } = request.routeOptions.config;
  return !access || access.kind === "everyone" || (access.kind === "guestOrSignedIn" && !proofOf(request));
}

/**
 * Sets `request.actor`. Throws UNAUTHENTICATED, FORBIDDEN, STEP_UP_REQUIRED or SECOND_FACTOR_DUE if the route
 * does not serve the caller.
 */
export async function authorize(
  request: FastifyRequest,
  authenticate: Authenticate,
  now: Date,
): Promise<void> {
  const { access } = request.routeOptions.config;
  if (!access || access.kind === "everyone") return;
  const token = proofOf(request);
  if (!token) {
    if (access.kind === "guestOrSignedIn") return;
    throw new DomainError("UNAUTHENTICATED");
  }
  const admin = access.kind === "permission";
  const actor = await authenticate(token, admin ? "session" : access.check, admin);
  request.actor = actor;
  if (actor.secondFactorDue && needsFactor(access)) throw new DomainError("SECOND_FACTOR_DUE");
  if (admin && !isPermitted(access, actor.permissions)) refuse(request, access.permission);
  if (access.kind === "signedIn" && actor.kind !== "member") refuse(request, "signedIn");
  if (access.kind !== "guestOrSignedIn" && access.stepUp) requireStepUp(actor, now);
}

/** Staff without their second factor may not change or end the account: an attacker may know the password. */
export const needsFactor = (access: Access): boolean =>
  access.kind === "permission" ||
  (access.kind === "signedIn" && access.check === "session" && !access.whileFactorDue);

/** Refuses a known caller and logs it, because it may be an attack from inside. */
function refuse(request: FastifyRequest, required: string): never {
  const { id, kind } = request.actor ?? {};
  const route = `${request.method} ${request.routeOptions.url}`;
  request.log.warn({ actorId: id, actorKind: kind, wanted: required, route }, "refused: permission missing");
  throw new DomainError("FORBIDDEN");
}

function requireStepUp({ authenticatedAt }: Actor, now: Date): void {
  if (authenticatedAt === null) throw new DomainError("FORBIDDEN");
  const age = now.getTime() - new Date(authenticatedAt).getTime();
  if (age > STEP_UP_SECONDS * 1000)
    throw new DomainError("STEP_UP_REQUIRED", { maxAgeSeconds: STEP_UP_SECONDS });
}

/** Returns the access token or API key of a request, or null. The header counts before the cookie. */
export function proofOf(request: FastifyRequest): string | null {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) {
    return /^bearer +([^ ]+)$/i.exec(authorization)?.[1] ?? "not a bearer token";
  }
  return readCookie(cookie, "access", request.server.secureCookies);
}

/** Returns the actor on a route that is not open to guests. Throws an Error on any other route. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new Error("this route is open to guests, so it may have no actor");
  return request.actor;
}

/** Returns the account and session of a signed-in caller. Throws FORBIDDEN for an API key. */
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

/** Returns the caller's account id on a route for `guestOrSignedIn()`; null for a guest or an API key. */
export const accountIdOf = ({ actor }: FastifyRequest): string | null =>
  actor?.kind === "member" ? actor.id : null;
