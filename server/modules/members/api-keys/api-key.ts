/**
 * The text of an API key: `jt_`, its id without dashes, and 256 random bits, of which the hash alone is
 * stored. The id finds the row, so that a key is verified with one look-up. The prefix lets scanners of code
 * and logs find leaked keys. Pure.
 */
import { hashSecret } from "../../../platform/ids.ts";

const KEY = /^jt_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export const writeApiKey = (id: string, secret: string): string => `jt_${id.replaceAll("-", "")}_${secret}`;

/** How the text of a key begins: enough to tell the shop's keys apart, and to find the one that leaked. */
export const beginningOf = (id: string): string => `jt_${id.replaceAll("-", "").slice(0, 12)}`;

/** Only API keys begin like this. */
export const looksLikeApiKey = (proof: string): boolean => proof.startsWith("jt_");

/** Returns null for text that is not in the form of a key. */
export function readApiKey(text: string): { readonly id: string; readonly secretHash: Buffer } | null {
  const [, ...parts] = KEY.exec(text) ?? [];
  const secret = parts.pop();
  return secret === undefined ? null : { id: parts.join("-"), secretHash: hashSecret(secret) };
}
