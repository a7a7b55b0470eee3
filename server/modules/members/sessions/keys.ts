/**
 * The keys that sign access tokens: a folder of private Ed25519 JWKs, `0001.jwk`, `0002.jwk` …, readable by
 * their owner alone. All keys verify. The newest key whose `nbf` has passed signs: a new key is published
 * before it signs, so that clients that cache our JWKS (max-age 300) know it by then. The folder may be a
 * mounted secret. When it holds no key, the first one is created. The folder is read again while the shop
 * runs, so that a rotation needs no restart.
 */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from "jose";
import { ConfigError } from "../../../platform/config.ts";
import { placeFile } from "../../../platform/storage/key-files.ts";

export const ALGORITHM = "EdDSA";

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

export interface KeyRing {
  /** The key that signs now. */
  signer(now: Date): Promise<SigningKey>;
  /** The public key of this `kid` (RFC 7638 thumbprint). */
  find(kid: string, now: Date): Promise<CryptoKey | undefined>;
  /** The content of `/.well-known/jwks.json`: public parts alone, newest first. */
  published(now: Date): Promise<readonly PublicKey[]>;
}

interface PublicKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly alg: typeof ALGORITHM;
  readonly use: "sig";
}

interface StoredKey extends SigningKey {
  readonly file: string;
  readonly publicKey: CryptoKey;
  readonly published: PublicKey;
  /** Milliseconds. */
  readonly signsFrom: number;
}

const FIRST = "0001.jwk";
/** Seconds for which clients may cache our JWKS. */
export const JWKS_MAX_AGE_SECONDS = 300;
/** The longest time without reading the folder; an unknown `kid` does not cause an earlier reading. */
const RELOAD_INTERVAL_MS = 15_000;
/**
 * From writing a new key until it signs: by then every process has read it and every cached JWKS has expired.
 */
const PUBLISHED_BEFORE_MS = (JWKS_MAX_AGE_SECONDS + 60) * 1000;
/**
 * From the first signature of a newer key until the older key can be deleted: longer than the life of a
 * token.
 */
const RETIRED_AFTER_MS = 15 * 60_000;

/**
 * Creates the folder and the first key when they are missing. Throws a `ConfigError` that names an invalid
 * file.
 */
export async function loadKeys(directory: string): Promise<KeyRing> {
  if ((await keyFiles(directory)).length === 0) await placeFile(directory, FIRST, () => newKey(0));
  let keys = await readKeys(directory);
  let loadedAt = 0;

  /**
   * An empty folder leaves the loaded keys in use: a secret that is being remounted is missing for a moment.
   */
  async function current(now: Date): Promise<readonly StoredKey[]> {
    if (Math.abs(now.getTime() - loadedAt) >= RELOAD_INTERVAL_MS) {
      loadedAt = now.getTime();
      const names = (await keyFiles(directory)).join();
      if (names !== "" && names !== keys.map(({ file }) => file).join()) keys = await readKeys(directory);
    }
    return keys;
  }

  return {
    signer: async (now) => signerOf(await current(now), now),
    find: async (kid, now) => (await current(now)).find((key) => key.kid === kid)?.publicKey,
    published: async (now) => (await current(now)).map(({ published }) => published),
  };
}

function signerOf(keys: readonly StoredKey[], now: Date): StoredKey {
  const signer = keys.find(({ signsFrom }) => signsFrom <= now.getTime()) ?? keys.at(-1);
  if (!signer) throw new Error("there is no signing key");
  return signer;
}

/** Throws a `ConfigError` that names a key file that cannot be used. A missing folder has none. */
export async function requireUsableKeys(directory: string): Promise<void> {
  await readKeys(directory);
}

/** The result of a rotation: the file of the new key, the time from which it signs, and the deleted files. */
export interface Rotation {
  readonly made: string;
  readonly signsFrom: Date;
  readonly deleted: readonly string[];
}

/** Writes the next key, and deletes the keys that no valid token was signed with. */
export async function rotateKeys(directory: string, now: Date): Promise<Rotation> {
  const keys = await readKeys(directory);
  const newest = Number.parseInt(keys[0]?.file ?? "0", 10);
  const file = `${String(newest + 1).padStart(4, "0")}.jwk`;
  // The first key of a folder signs at once.
  const signsFrom = new Date(keys.length === 0 ? now.getTime() : now.getTime() + PUBLISHED_BEFORE_MS);
  if (!(await placeFile(directory, file, () => newKey(Math.ceil(signsFrom.getTime() / 1000)))))
    throw new Error(
      `${file} was created by another process at the same time; look at the folder before rotating again`,
    );
  const retired = keys.filter((_, at) => {
    const newer = keys[at - 1];
    return newer !== undefined && newer.signsFrom + RETIRED_AFTER_MS < now.getTime();
  });
  for (const key of retired) await rm(join(directory, key.file));
  return { made: file, signsFrom, deleted: retired.map((key) => key.file) };
}

/** Newest first. */
async function keyFiles(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return files
    .filter((file) => /^\d{4}\.jwk$/.test(file))
    .sort()
    .reverse();
}

const readKeys = async (directory: string): Promise<StoredKey[]> =>
  Promise.all((await keyFiles(directory)).map((file) => readKey(directory, file)));

async function readKey(directory: string, file: string): Promise<StoredKey> {
  const path = join(directory, file);
  try {
    const { kty, crv, x, d, nbf } = JSON.parse(await readFile(path, "utf8")) as JWK & { nbf?: number };
    if (kty !== "OKP" || crv !== "Ed25519" || !x || !d) throw new Error("it is no private Ed25519 JWK");
    const kid = await calculateJwkThumbprint({ kty, crv, x });
    const published: PublicKey = { kty: "OKP", crv: "Ed25519", x, kid, alg: ALGORITHM, use: "sig" };
    const privateKey = (await importJWK({ kty, crv, x, d }, ALGORITHM)) as CryptoKey;
    const publicKey = (await importJWK({ kty, crv, x }, ALGORITHM)) as CryptoKey;
    return { file, kid, privateKey, publicKey, published, signsFrom: (nbf ?? 0) * 1000 };
  } catch (error) {
    const problem = `The signing key ${path} cannot be used (${reasonOf(error)})`;
    throw new ConfigError(
      [`${problem}. Restore it, or delete it to make a new one`],
      error instanceof SyntaxError ? {} : { cause: error },
    );
  }
}

/** A parser's message quotes the file, which may hold most of a private key. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return "it is no JSON";
  return error instanceof Error ? error.message : String(error);
}

/** Returns a private JWK as text. It signs from `nbf` (seconds) on. */
async function newKey(nbf: number): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: "Ed25519", extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), nbf });
}
