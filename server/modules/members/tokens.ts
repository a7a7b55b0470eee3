/**
 * Access tokens (RFC 9068): short-lived JWTs, signed with Ed25519, that name a session. One algorithm, our own keys by
 * `kid` alone: whatever else a token's header says about keys (`jku`, `jwk`, `x5u`, `x5c`) is never looked at.
 */
import { jwtVerify, SignJWT } from "jose";
import { DomainError } from "../../platform/errors.ts";
import { newId } from "../../platform/id.ts";
import { algorithm, type SigningKeys } from "./keys.ts";
import type { Audience } from "./roles.ts";

/** Seconds that an access token is good for. */
export const ACCESS_SECONDS = 600;
const TYPE = "at+jwt";
const CLOCK_TOLERANCE_SECONDS = 5;
/** Ours are below 600 characters. */
const LONGEST = 4_096;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface AccessClaims {
  readonly accountId: string;
  readonly sessionId: string;
  readonly audience: Audience;
  readonly authTime: Date;
}

const claimOf: Record<Audience, string> = { staff: "staff", member: "storefront" };

const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000);

export function signAccessToken(keys: SigningKeys, issuer: string, claims: AccessClaims, now: Date): Promise<string> {
  return new SignJWT({ sid: claims.sessionId, auth_time: seconds(claims.authTime) })
    .setProtectedHeader({ alg: algorithm, typ: TYPE, kid: keys.kid })
    .setIssuer(issuer)
    .setAudience(claimOf[claims.audience])
    .setSubject(claims.accountId)
    .setJti(newId(now))
    .setIssuedAt(seconds(now))
    .setExpirationTime(seconds(now) + ACCESS_SECONDS)
    .sign(keys.signingKey);
}

/** What a token of ours says. Throws UNAUTHENTICATED for any other. Does not look whether its session still stands. */
export async function readAccessToken(
  keys: SigningKeys,
  issuer: string,
  token: string,
  now: Date,
): Promise<AccessClaims> {
  if (token.length > LONGEST) throw new DomainError("UNAUTHENTICATED");
  const payload = await verify(keys, issuer, token, now);
  const { sub, sid, aud, auth_time: authTime } = payload;
  const audience = aud === claimOf.staff ? "staff" : aud === claimOf.member ? "member" : null;
  if (!isUuid(sub) || !isUuid(sid) || !audience || typeof authTime !== "number")
    throw new DomainError("UNAUTHENTICATED");
  return { accountId: sub, sessionId: sid, audience, authTime: new Date(authTime * 1000) };
}

async function verify(keys: SigningKeys, issuer: string, token: string, now: Date) {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyOf(keys, kid), {
      algorithms: [algorithm],
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

function keyOf(keys: SigningKeys, kid: string | undefined) {
  const key = kid === undefined ? undefined : keys.verifyingKeys.get(kid);
  if (!key) throw new DomainError("UNAUTHENTICATED");
  return key;
}

const isUuid = (value: unknown): value is string => typeof value === "string" && UUID.test(value);
