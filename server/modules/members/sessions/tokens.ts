/**
 * Access tokens (RFC 9068): short-lived JWTs, signed with Ed25519, that name a session. One algorithm and our
 * own keys by `kid` alone: other key fields of a token's header (`jku`, `jwk`, `x5u`, `x5c`) are ignored.
 */

import { jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import { DomainError } from "../../../platform/errors.ts";
import { newId, UUID } from "../../../platform/ids.ts";
import type { Audience } from "../roles.ts";
import { ALGORITHM, type KeyRing } from "./keys.ts";

/** Lifetime of an access token in seconds. */
export const ACCESS_SECONDS = 600;
const TYPE = "at+jwt";
const CLOCK_TOLERANCE_SECONDS = 5;
/** Our tokens are below 600 characters. */
const MAX_LENGTH = 4_096;

export interface AccessClaims {
  readonly accountId: string;
  readonly sessionId: string;
  readonly audience: Audience;
  readonly authTime: Date;
  /** Authentication methods of the sign-in (RFC 8176). */
  readonly methods: readonly string[];
}

const claimOf: Record<Audience, string> = { staff: "staff", member: "storefront" };

const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000);

export async function signAccessToken(
  keys: KeyRing,
  issuer: string,
  claims: AccessClaims,
  now: Date,
): Promise<string> {
  const { kid, privateKey } = await keys.signer(now);
  return new SignJWT({ sid: claims.sessionId, auth_time: seconds(claims.authTime), amr: [...claims.methods] })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid })
    .setIssuer(issuer)
    .setAudience(claimOf[claims.audience])
    .setSubject(claims.accountId)
    .setJti(newId(now))
    .setIssuedAt(seconds(now))
    .setExpirationTime(seconds(now) + ACCESS_SECONDS)
    .sign(privateKey);
}

export interface TokenReader {
  /**
   * Returns the claims of our token. Throws UNAUTHENTICATED for any other. Does not check whether its session
   * has ended.
   */
  read(token: string, now: Date): Promise<AccessClaims>;
}

/** A shopper sends the same token with each request for ten minutes: its signature is verified once. */
const MAX_CACHED_TOKENS = 10_000;

export function tokenReader(keys: KeyRing, issuer: string): TokenReader {
  /** Whole verified tokens with their claims. A token that differs in a single character is another token. */
  const cache = new LRUCache<string, AccessClaims & { readonly validFrom: number; readonly validTo: number }>(
    {
      max: MAX_CACHED_TOKENS,
    },
  );
  return {
    async read(token, now) {
      const claims = cache.get(token);
      const second = now.getTime() / 1000;
      if (claims && claims.validFrom <= second && second < claims.validTo) return claims;
      cache.delete(token);
      if (token.length > MAX_LENGTH) throw new DomainError("UNAUTHENTICATED");
      const verified = claimsOf(await verify(keys, issuer, token, now));
      cache.set(token, verified);
      return verified;
    },
  };
}

type Payload = Awaited<ReturnType<typeof verify>>;

function claimsOf({ sub, sid, aud, iat, exp, auth_time: authTime, amr }: Payload) {
  const audience = aud === claimOf.staff ? "staff" : aud === claimOf.member ? "member" : null;
  const complete = typeof authTime === "number" && iat !== undefined && exp !== undefined;
  if (!isUuid(sub) || !isUuid(sid) || !audience || !complete) throw new DomainError("UNAUTHENTICATED");
  return {
    accountId: sub,
    sessionId: sid,
    audience,
    authTime: new Date(authTime * 1000),
    methods: Array.isArray(amr) ? amr.map(String) : [],
    validFrom: iat - CLOCK_TOLERANCE_SECONDS,
    validTo: exp,
  } as const;
}

async function verify(keys: KeyRing, issuer: string, token: string, now: Date) {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyOf(keys, kid, now), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer,
      audience: Object.values(claimOf),
      requiredClaims: ["sub", "sid", "iat", "exp", "jti", "auth_time"],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      maxTokenAge: ACCESS_SECONDS,
      currentDate: now,
    });
    return payload;
  } catch (error) {
    // The token is untrusted text and the only input: every failure here is caused by the token.
    throw new DomainError("UNAUTHENTICATED", {}, { cause: error });
  }
}

async function keyOf(keys: KeyRing, kid: string | undefined, now: Date) {
  const key = kid === undefined ? undefined : await keys.find(kid, now);
  if (!key) throw new DomainError("UNAUTHENTICATED");
  return key;
}

const isUuid = (value: unknown): value is string => typeof value === "string" && UUID.test(value);
