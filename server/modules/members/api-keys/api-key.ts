/**
 * The text of an API key: `jt_`, its id without dashes, and 256 random bits, of which the hash alone is stored. The id finds the
 * row, so that a key is checked with one look-up; the prefix lets scanners of code and logs find keys that leaked. Pure.
 */
import { hashSecret } from "../../../platform/ids.ts";

const KEY = /^jt_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export const writeApiKey = (id: string, secret: string): string => `jt_${id.replaceAll("-", "")}_${secret}`;

/** What only an API key begins with. */
export const looksLikeApiKey = (proof: string): boolean => proof.startsWith("jt_");

/** Null for what is no key at all. */
export function readApiKey(text: string): { readonly id: string; readonly secretHash: Buffer } | null {
  const [, ...parts] = KEY.exec(text) ?? [];
  const secret = parts.pop();
  return secret === undefined ? null : { id: parts.join("-"), secretHash: hashSecret(secret) };
}
