import { createHash, randomBytes, randomFillSync, randomInt } from "node:crypto";

/** A UUID as PostgreSQL writes it. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Below and above every id: where a walk through all ids starts, upwards or downwards. */
export const FIRST_ID = "00000000-0000-0000-0000-000000000000";
export const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Returns what sorts before every UUIDv7 of this moment and later, and after all earlier ones. No id is of a
 * moment before 1970.
 */
export function firstIdOf(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}${FIRST_ID.slice(13)}`;
}

const COUNTER_BITS = 12;

/** Milliseconds whose last number is kept: requests that run side by side make ids of different moments. */
const KEPT_MILLISECONDS = 64;
/** The number of the last id of a millisecond; the one that was used last stands last. */
const counters = new Map<number, number>();

/** Starts anywhere in the lower half, so that 2,000 ids of a millisecond at least keep their order. */
function nextInMillisecond(ms: number): number {
  const last = counters.get(ms);
  const counter = last === undefined ? randomInt(2 ** (COUNTER_BITS - 1)) : last + 1;
  if (last !== undefined) counters.delete(ms);
  else if (counters.size === KEPT_MILLISECONDS) counters.delete(counters.keys().next().value ?? ms);
  counters.set(ms, counter);
  return counter % 2 ** COUNTER_BITS;
}

/**
 * Returns a new UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, a counter of 12 bits (§6.2, method 1),
 * then 62 random bits from the system's generator. Ids that a process makes in one millisecond sort in the
 * order of their making: what is imported first is listed first, or last, in every run.
 */
export function newId(now: Date = new Date()): string {
  const ms = now.getTime();
  const random = nextRandom();
  const time = ms.toString(16).padStart(12, "0");
  const counter = nextInMillisecond(ms).toString(16).padStart(3, "0");
  // Its two highest bits are 10 (§4.1).
  const group = (8 | (Number.parseInt(random.charAt(0), 16) & 3)).toString(16) + random.slice(1, 4);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${group}-${random.slice(4)}`;
}

/** Random bytes are drawn for many ids at a time: each draw costs a call into OpenSSL. */
const drawn = Buffer.alloc(128 * 8);
let usedBytes = drawn.length;

/** Returns 64 random bits, hexadecimal, each once. */
function nextRandom(): string {
  if (usedBytes === drawn.length) {
    randomFillSync(drawn);
    usedBytes = 0;
  }
  usedBytes += 8;
  return drawn.toString("hex", usedBytes - 8, usedBytes);
}

/** Characters that people cannot mistake for one another (Crockford's base 32). */
const READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Returns `length` random readable characters, 5 bits each. */
export function randomCode(length: number): string {
  let code = "";
  for (const byte of randomBytes(length)) code += READABLE[byte & 31];
  return code;
}

/** Returns a new bearer secret: 256 random bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Returns the hash (SHA-256) that is stored of a secret. With 256 random bits no slow hash is needed. */
export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();
