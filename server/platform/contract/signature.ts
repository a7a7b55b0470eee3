import { createHmac, hash, timingSafeEqual } from "node:crypto";

/**
 * Authenticates internal calls. The processes of one shop share a secret that never travels. Each request
 * carries `authorization: HMAC <caller>:<Unix milliseconds>:<base64url signature>`. The signature is
 * HMAC-SHA256 over caller, method, path, time and the body's SHA-256.
 *
 * A stolen header works only for the same request, and only for a minute. That replay is not prevented: an
 * attacker must read the traffic between processes, and storing every signature would need a shared store.
 */

const WINDOW_MS = 60_000;
export const CALLER_NAME = /^[a-z0-9-]{1,128}$/;
const AUTHORIZATION = /^HMAC ([a-z0-9-]{1,128}):(\d{1,15}):([\w-]{43})$/;

/** The parts that a signature covers. `path` is as the server sees it, without the peer's base URL. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string | Buffer;
}

function signatureOf(
  key: string,
  caller: string,
  time: string,
  { method, path, body }: SignedRequest,
): Buffer {
  const covered = `${caller}\n${method}\n${path}\n${time}\n${hash("sha256", body, "hex")}`;
  return createHmac("sha256", key).update(covered).digest();
}

/** Returns the authorization header. `caller` names this process: small letters, digits and dashes. */
export function sign(key: string, caller: string, now: Date, request: SignedRequest): string {
  const time = String(now.getTime());
  return `HMAC ${caller}:${time}:${signatureOf(key, caller, time, request).toString("base64url")}`;
}

/** Returns the caller's name if one of the keys signed this request within ±60 s, else undefined. */
export function verify(
  keys: readonly string[],
  now: Date,
  header: string | undefined,
  request: SignedRequest,
): string | undefined {
  const [, caller, time, signature] = AUTHORIZATION.exec(header ?? "") ?? [];
  if (caller === undefined || time === undefined || signature === undefined) return undefined;
  if (Math.abs(now.getTime() - Number(time)) > WINDOW_MS) return undefined;
  const received = Buffer.from(signature, "base64url");
  return keys.some((key) => timingSafeEqual(signatureOf(key, caller, time, request), received))
    ? caller
    : undefined;
}
