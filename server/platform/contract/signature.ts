import { createHmac, hash, timingSafeEqual } from "node:crypto";

/**
 * Who is calling: processes of one shop share a secret that never travels. Each request carries
 * `authorization: HMAC <caller>:<Unix milliseconds>:<base64url signature>`, where the signature is HMAC-SHA256 over
 * caller, method, path, time and the body's SHA-256. A header seen in a log is good for the very same request
 * only, and only for a minute. That replay is not prevented: it takes someone who reads the traffic between processes,
 * and remembering every signature would cost each of them a shared store.
 */

const WINDOW_MS = 60_000;
export const CALLER_NAME = /^[a-z0-9-]{1,64}$/;
const AUTHORIZATION = /^HMAC ([a-z0-9-]{1,64}):(\d{1,15}):([\w-]{43})$/;

/** What a signature covers. `path` is as the server sees it, without the peer's base URL. */
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

/** The authorization header of a request. `caller` is the name of this process: small letters, digits and dashes. */
export function sign(key: string, caller: string, now: Date, request: SignedRequest): string {
  const time = String(now.getTime());
  return `HMAC ${caller}:${time}:${signatureOf(key, caller, time, request).toString("base64url")}`;
}

/** The caller's name when the header was made with one of the keys for this very request within ±60 s, else undefined. */
export function verify(
  keys: readonly string[],
  now: Date,
  header: string | undefined,
  request: SignedRequest,
): string | undefined {
  const [, caller, time, signature] = AUTHORIZATION.exec(header ?? "") ?? [];
  if (caller === undefined || time === undefined || signature === undefined) return undefined;
  if (Math.abs(now.getTime() - Number(time)) > WINDOW_MS) return undefined;
  const given = Buffer.from(signature, "base64url");
  return keys.some((key) => timingSafeEqual(signatureOf(key, caller, time, request), given))
    ? caller
    : undefined;
}
