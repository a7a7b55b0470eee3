/**
 * The keys that sign access tokens: a folder of private Ed25519 JWKs, `0001.jwk`, `0002.jwk` …, readable by their owner
 * alone. All of them verify. The newest whose time has come (`nbf`) signs: a new key is published before it signs, so that
 * who keeps our JWKS for a while (max-age 300) knows it by then. The folder may be a mounted secret; when it holds no key, the
 * first one is made here. It is looked into again while the shop runs, so that a rotation needs no restart.
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
import { placeFile } from "./key-files.ts";

export const ALGORITHM = "EdDSA";

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

export interface KeyRing {
  /** The key that signs at this moment. */
  signer(now: Date): Promise<SigningKey>;
  /** The public key of this `kid` (RFC 7638 thumbprint). */
  find(kid: string, now: Date): Promise<CryptoKey | undefined>;
  /** What `/.well-known/jwks.json` answers: public parts alone, newest first. */
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
/** Seconds that others may keep our JWKS. */
export const JWKS_MAX_AGE_SECONDS = 300;
/** How old our view of the folder may be; an unknown `kid` is no reason to look more often than this. */
const LOOK_AGAIN_MS = 15_000;
/** From its writing until a new key signs: every process has seen it and every copy of the JWKS is over. */
const PUBLISHED_BEFORE_MS = (JWKS_MAX_AGE_SECONDS + 60) * 1000;
/** From when a newer key signs until the older is of no use: the life of a token and then some. */
const USEFUL_AFTER_MS = 15 * 60_000;

/** Makes folder and first key when there are none. Throws an Error that names a bad file. */
export async function loadKeys(directory: string): Promise<KeyRing> {
  if ((await keyFiles(directory)).length === 0) await placeFile(directory, FIRST, () => newKey(0));
  let keys = await readKeys(directory);
  let lookedAt = 0;

  /** Keys stay as they are when the folder cannot be read: a secret that is being mounted anew is away for a moment. */
  async function current(now: Date): Promise<readonly StoredKey[]> {
    if (Math.abs(now.getTime() - lookedAt) >= LOOK_AGAIN_MS) {
      lookedAt = now.getTime();
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

/** What a rotation did: the file of the new key, when it begins to sign, and the files that were deleted. */
export interface Rotation {
  readonly made: string;
  readonly signsFrom: Date;
  readonly deleted: readonly string[];
}

/** Writes the next key, and deletes those that no living token was signed with. */
export async function rotateKeys(directory: string, now: Date): Promise<Rotation> {
  const keys = await readKeys(directory);
  const newest = Number.parseInt(keys[0]?.file ?? "0", 10);
  const made = `${String(newest + 1).padStart(4, "0")}.jwk`;
  // The first key of a folder signs at once.
  const signsFrom = new Date(keys.length === 0 ? now.getTime() : now.getTime() + PUBLISHED_BEFORE_MS);
  if (!(await placeFile(directory, made, () => newKey(Math.ceil(signsFrom.getTime() / 1000)))))
    throw new Error(
      `${made} was made by somebody else at this moment; look at the folder before rotating again`,
    );
  const useless = keys.filter((_, at) => {
    const newer = keys[at - 1];
    return newer !== undefined && newer.signsFrom + USEFUL_AFTER_MS < now.getTime();
  });
  for (const { file } of useless) await rm(join(directory, file));
  return { made, signsFrom, deleted: useless.map(({ file }) => file) };
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
    throw new Error(`The signing key ${path} cannot be used`, { cause: error });
  }
}

/** A private JWK as text; `nbf` (seconds) says from when it signs. */
async function newKey(nbf: number): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: "Ed25519", extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), nbf });
}
