/**
 * The keys that sign access tokens: a folder of private Ed25519 JWKs, `0001.jwk`, `0002.jwk` …, readable by their owner
 * alone. The one with the highest number signs, all of them verify. The folder may be a mounted secret; when it holds no
 * key, the first one is made here. A key appears under its name complete or not at all (temporary file, then `link`,
 * which refuses a name that is taken), so processes that start at once agree on one.
 */
import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";

export const algorithm = "EdDSA";

export interface SigningKeys {
  readonly kid: string;
  readonly signingKey: CryptoKey;
  /** By `kid` (RFC 7638 thumbprint). */
  readonly verifyingKeys: ReadonlyMap<string, CryptoKey>;
  /** What `/.well-known/jwks.json` answers: public parts alone, newest first. */
  readonly published: readonly PublicKey[];
}

interface PublicKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly kid: string;
  readonly alg: typeof algorithm;
  readonly use: "sig";
}

const FIRST = "0001.jwk";

/** Reads all keys of the folder; makes folder and first key when there are none. Throws an Error that names a bad file. */
export async function loadKeys(directory: string): Promise<SigningKeys> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  let files = await keyFiles(directory);
  if (files.length === 0) {
    await makeKey(directory, FIRST);
    files = await keyFiles(directory);
  }
  const [newest, ...older] = await Promise.all(files.map((file) => readKey(join(directory, file))));
  if (!newest) throw new Error(`${directory} holds no key`);
  const all = [newest, ...older];
  return {
    kid: newest.published.kid,
    signingKey: newest.privateKey,
    verifyingKeys: new Map(all.map(({ published, publicKey }) => [published.kid, publicKey])),
    published: all.map(({ published }) => published),
  };
}

/** Newest first. */
const keyFiles = async (directory: string): Promise<string[]> =>
  (await readdir(directory))
    .filter((file) => /^\d{4}\.jwk$/.test(file))
    .sort()
    .reverse();

async function readKey(path: string) {
  try {
    const jwk = JSON.parse(await readFile(path, "utf8")) as JWK;
    const { kty, crv, x, d } = jwk;
    if (kty !== "OKP" || crv !== "Ed25519" || !x || !d) throw new Error("it is no private Ed25519 JWK");
    const kid = await calculateJwkThumbprint({ kty, crv, x });
    const published: PublicKey = { kty: "OKP", crv: "Ed25519", x, kid, alg: algorithm, use: "sig" };
    const privateKey = (await importJWK({ kty, crv, x, d }, algorithm)) as CryptoKey;
    const publicKey = (await importJWK({ kty, crv, x }, algorithm)) as CryptoKey;
    return { published, privateKey, publicKey };
  } catch (error) {
    throw new Error(`The signing key ${path} cannot be used`, { cause: error });
  }
}

/** Does nothing when another process was faster. */
async function makeKey(directory: string, name: string): Promise<void> {
  const { privateKey } = await generateKeyPair(algorithm, { crv: "Ed25519", extractable: true });
  const temporary = join(directory, `.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify(await exportJWK(privateKey))}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(temporary, join(directory, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(temporary, { force: true });
  }
}
