import { createHash, randomBytes } from "node:crypto";

declare const entity: unique symbol;

/** A UUIDv7 that names one kind of thing: an `Id<"session">` is not an `Id<"account">`. */
export type Id<Entity extends string> = string & { readonly [entity]: Entity };

/** A UUID as PostgreSQL writes it. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Before and after every id: where a walk through all ids starts, upwards or downwards. */
export const FIRST_ID = "00000000-0000-0000-0000-000000000000";
export const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** A new UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then 74 random bits from the system's generator. */
export function newId<Entity extends string>(now: Date = new Date()): Id<Entity> {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Entity>;
}

/** Characters that people cannot mistake for one another (Crockford's base 32). */
const READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `length` random readable characters, 5 bits each. */
export function randomCode(length: number): string {
  let code = "";
  for (const byte of randomBytes(length)) code += READABLE[byte & 31];
  return code;
}

/** A bearer secret: 256 random bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored of a secret of 256 random bits: with so many a plain hash (SHA-256) is enough. */
export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();
