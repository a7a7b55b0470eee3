/**
 * Secrets that must be readable again (of authenticator apps, of webhooks) are stored sealed: AES-256-GCM
 * with a key that is not in the database. Each value is bound to its place, so that a sealed value copied
 * into another row does not open there.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { placeFile } from "./storage/key-files.ts";

export interface Sealing {
  /** Base64url of nonce, tag and ciphertext. `place` names the row and column. */
  seal(place: string, secret: string): string;
  /** Throws an Error for a value that was sealed with another key or for another place. */
  open(place: string, sealed: string): string;
  /**
   * A keyed hash (HMAC-SHA256, 32 bytes). It shows whether two texts are equal, and nothing without the key.
   */
  fingerprint(text: string): Buffer;
}

const FILE = "sealing.key";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Reads the key of the folder, and creates a missing key. Processes that share data share the folder. */
export async function loadSealing(directory: string): Promise<Sealing> {
  await placeFile(directory, FILE, () => Promise.resolve(randomBytes(32).toString("base64url")));
  const secret = Buffer.from((await readFile(join(directory, FILE), "utf8")).trim(), "base64url");
  if (secret.length !== 32) throw new Error(`${join(directory, FILE)} is not a key of 32 bytes`);
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", secret, "", use, 32));
  return sealingWith(derive("sealing"), derive("fingerprint"));
}

const sealingWith = (sealingKey: Buffer, fingerprintKey: Buffer): Sealing => ({
  seal(place, secret) {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", sealingKey, nonce).setAAD(Buffer.from(place));
    const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString("base64url");
  },
  open(place, sealed) {
    const bytes = Buffer.from(sealed, "base64url");
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", sealingKey, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
    const plain = [decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(plain).toString("utf8");
  },
  fingerprint: (text) => createHmac("sha256", fingerprintKey).update(text).digest(),
});
