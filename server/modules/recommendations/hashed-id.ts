/** Ids that are hashes of texts. Pure. */
import { createHash } from "node:crypto";

/** A UUID (version 8) that is the same for the same text. */
export function hashedId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/**
 * The id of the guest whose cookie has this secret. It is a hash, so that no cookie can name a member or
 * another guest whose id is known.
 */
export const visitorIdOf = (secret: string): string => hashedId(`visitor:${secret}`);
