import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { newSecret, randomCode } from "../../server/platform/ids.ts";
import { StartProblem } from "./problem.ts";
import { text } from "./texts.ts";

/**
 * Secrets of this installation. The first start makes them and stores them in files that only their owner can
 * read.
 */
export interface Secrets {
  readonly ownerPassword: string;
  readonly internalKey: string;
  readonly sandboxSecretKey: string;
  readonly sandboxClientKey: string;
}

export function ensureSecrets(dataDir: string): Secrets {
  return {
    ownerPassword: ensureSecret(`${dataDir}/owner-password`, readablePassword),
    internalKey: ensureSecret(`${dataDir}/secrets/internal-key`, newSecret),
    sandboxSecretKey: ensureSecret(`${dataDir}/secrets/sandbox-secret-key`, () => `test_sk_${newSecret()}`),
    sandboxClientKey: ensureSecret(`${dataDir}/secrets/sandbox-client-key`, () => `test_ck_${newSecret()}`),
  };
}

/** A password of 60 random bits in three groups, which is easy to type. */
const readablePassword = (): string => [4, 4, 4].map(randomCode).join("-");

/**
 * Returns the secret in `file`, and makes it when the file is missing. The file never exists without its
 * content.
 */
export function ensureSecret(file: string, make: () => string): string {
  mkdirSync(dirname(file), { recursive: true });
  const fresh = `${file}.new-${process.pid}`;
  try {
    writeFileSync(fresh, `${make()}\n`, { mode: 0o600, flush: true });
    linkSync(fresh, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  syncFolder(dirname(file));
  const secret = readFileSync(file, "utf8").trim();
  if (secret === "") throw new StartProblem(text("secretEmpty", { file }));
  return secret;
}

/** A linked name is lost by a power cut unless its folder is on the disk. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
