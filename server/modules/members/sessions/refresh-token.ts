/**
 * Refresh tokens are 256 random bits, of which the hash alone is stored. The successor of a token is computed
 * from the token and a key of its session. So a client whose response was lost gets the same successor again,
 * although the server does not store it.
 */
import { createHmac } from "node:crypto";

export const successorOf = (token: string, rotationKey: Buffer): string =>
  createHmac("sha256", rotationKey).update(token).digest("base64url");

/** True for text in the form of a refresh token. Other text is not looked up. */
export const isRefreshToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);
