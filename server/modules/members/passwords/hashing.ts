import { hash, verify } from "@node-rs/argon2";
import { inputError, inputProblem } from "../../../platform/errors.ts";
import { newSecret } from "../../../platform/ids.ts";

/** OWASP's second choice (19 MiB, 2 passes): about 20 ms of one core. The algorithm is argon2id by default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Longer input would only be a way to keep the machine busy. */
export const MAX_PASSWORD_BYTES = 256;

/**
 * The form that is hashed: NFC, so that 비밀번호 typed on a Mac and on Windows is one password. Nothing is cut.
 * Throws INVALID_INPUT for more than 256 bytes.
 */
export function readPassword(typed: string): string {
  const password = typed.normalize("NFC");
  if (Buffer.byteLength(password) <= MAX_PASSWORD_BYTES) return password;
  throw inputError([inputProblem("/password", "MAXBYTES", { limit: MAX_PASSWORD_BYTES })]);
}

/** A PHC string. `password` as `readPassword` gives it. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

export type ComparePassword = (passwordHash: string | null, password: string) => Promise<boolean>;

/** Checking against no account (null) takes as long as against one, and is always false. */
export async function createPasswordComparer(): Promise<ComparePassword> {
  const nobodys = await hashPassword(newSecret());
  return async (passwordHash, password) => {
    const matches = await verify(passwordHash ?? nobodys, password);
    return matches && passwordHash !== null;
  };
}

/** Whether a hash was made with less work than today's. */
export function isOutdated(passwordHash: string): boolean {
  const [, memory = "0", passes = "0"] = /\$m=(\d+),t=(\d+),p=\d+\$/.exec(passwordHash) ?? [];
  return Number(memory) < cost.memoryCost || Number(passes) < cost.timeCost;
}
