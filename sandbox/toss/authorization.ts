import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { TossError } from "./errors.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Returns a check of `Authorization: Basic base64(secretKey + ":")`: the key is the user name, the password
 * is empty. It compares digests, so that its duration reveals neither the length nor the beginning of the
 * key.
 */
export function requireSecretKey(secretKey: string): (request: FastifyRequest) => void {
  const expected = digest(`${secretKey}:`);
  return (request) => {
    const header = request.headers.authorization;
    if (header === undefined) throw new TossError("UNAUTHORIZED_KEY");
    const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
    if (encoded === undefined) throw new TossError("INCORRECT_BASIC_AUTH_FORMAT");
    if (!timingSafeEqual(digest(Buffer.from(encoded, "base64").toString()), expected)) {
      throw new TossError("UNAUTHORIZED_KEY");
    }
  };
}
