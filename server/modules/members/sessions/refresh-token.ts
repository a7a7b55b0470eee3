/**
 * Refresh tokens: 256 random bits, of which the hash alone is stored. The successor of a token is computed from it and a
 * key of its session. So a client whose answer was lost gets the same successor again, although nobody keeps it.
 */
import { createHmac } from "node:crypto";

export const successorOf = (token: string, rotationKey: Buffer): string =>
  createHmac("sha256", rotationKey).update(token).digest("base64url");

/** What can be one: anything else is not looked up. */
export const isRefreshToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
