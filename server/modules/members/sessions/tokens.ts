/**
 * Access tokens (RFC 9068): short-lived JWTs, signed with Ed25519, that name a session. One ALGORITHM, our own keys by
 * `kid` alone: whatever else a token's header says about keys (`jku`, `jwk`, `x5u`, `x5c`) is never looked at.
 */

import { jwtVerify, SignJWT } from "jose";
import { LRUCache } from "lru-cache";
import { DomainError } from "../../../platform/errors.ts";
import { newId, UUID } from "../../../platform/ids.ts";
import type { Audience } from "../roles.ts";
import { ALGORITHM, type KeyRing } from "./keys.ts";

/** Seconds that an access token is good for. */
export const ACCESS_SECONDS = 600;
const TYPE = "at+jwt";
const CLOCK_TOLERANCE_SECONDS = 5;
/** Ours are below 600 characters. */
const LONGEST = 4_096;

export interface AccessClaims {
  readonly accountId: string;
  readonly sessionId: string;
  readonly audience: Audience;
  readonly authTime: Date;
  /** How the person proved who they are (RFC 8176). */
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
  /** What a token of ours says. Throws UNAUTHENTICATED for any other. Does not look whether its session still stands. */
  read(token: string, now: Date): Promise<AccessClaims>;
}

/** A shopper sends the same token with each request of ten minutes: its signature is worked out once. */
const MAX_REMEMBERED = 10_000;

export function tokenReader(keys: KeyRing, issuer: string): TokenReader {
  /** Whole tokens that were good, with what they say; a token that differs in a single character is another one. */
  const known = new LRUCache<string, AccessClaims & { readonly validFrom: number; readonly validTo: number }>(
    {
      max: MAX_REMEMBERED,
    },
  );
  return {
    async read(token, now) {
      const claims = known.get(token);
      const second = now.getTime() / 1000;
      if (claims && claims.validFrom <= second && second < claims.validTo) return claims;
      known.delete(token);
      if (token.length > LONGEST) throw new DomainError("UNAUTHENTICATED");
      const read = claimsOf(await verify(keys, issuer, token, now));
      known.set(token, read);
      return read;
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
    // The token is a stranger's text and the only input: whatever fails here, fails because of it.
    throw new DomainError("UNAUTHENTICATED", {}, { cause: error });
  }
}

async function keyOf(keys: KeyRing, kid: string | undefined, now: Date) {
  const key = kid === undefined ? undefined : await keys.find(kid, now);
  if (!key) throw new DomainError("UNAUTHENTICATED");
  return key;
}

const isUuid = (value: unknown): value is string => typeof value === "string" && UUID.test(value);
